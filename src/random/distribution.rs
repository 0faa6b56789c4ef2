//! Distributions by inversion on `libm`: one uniform, one variate. Knows no generator.

/// Quantile of the triangular distribution on `low..=high` with `mode`.
#[must_use]
pub fn triangular(u: f64, low: f64, mode: f64, high: f64) -> f64 {
    if high <= low {
        return mode;
    }
    let at_mode = (mode - low) / (high - low);
    if u < at_mode {
        low + libm::sqrt(u * (high - low) * (mode - low))
    } else {
        high - libm::sqrt((1.0 - u) * (high - low) * (high - mode))
    }
}

/// Quantile of the Poisson distribution by summing its terms; `mean` up to some hundreds.
#[must_use]
pub fn poisson(u: f64, mean: f64) -> u32 {
    let mut term = libm::exp(-mean);
    let mut sum = term;
    let mut k = 0;
    while u > sum && k < 10_000 {
        k += 1;
        term *= mean / f64::from(k);
        sum += term;
    }
    k
}

/// Quantile of the standard normal: Wichura's AS 241 (PPND16), relative error about 1e-16.
#[must_use]
#[expect(
    clippy::excessive_precision,
    clippy::many_single_char_names,
    clippy::unreadable_literal,
    reason = "published coefficients, digit by digit"
)]
pub fn normal_quantile(p: f64) -> f64 {
    fn ratio(r: f64, top: &[f64; 8], bottom: &[f64; 7]) -> f64 {
        let numerator = top.iter().rev().fold(0.0, |sum, c| sum * r + c);
        let denominator = bottom.iter().rev().fold(0.0, |sum, c| sum * r + c) * r + 1.0;
        numerator / denominator
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let a = [
            3.3871328727963666080e0,
            1.3314166789178437745e2,
            1.9715909503065514427e3,
            1.3731693765509461125e4,
            4.5921953931549871457e4,
            6.7265770927008700853e4,
            3.3430575583588128105e4,
            2.5090809287301226727e3,
        ];
        let b = [
            4.2313330701600911252e1,
            6.8718700749205790830e2,
            5.3941960214247511077e3,
            2.1213794301586595867e4,
            3.9307895800092710610e4,
            2.8729085735721942674e4,
            5.2264952788528545610e3,
        ];
        return q * ratio(0.180625 - q * q, &a, &b);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = libm::sqrt(-libm::log(tail));
    let value = if r <= 5.0 {
        let c = [
            1.42343711074968357734e0,
            4.63033784615654529590e0,
            5.76949722146069140550e0,
            3.64784832476320460504e0,
            1.27045825245236838258e0,
            2.41780725177450611770e-1,
            2.27238449892691845833e-2,
            7.74545014278341407640e-4,
        ];
        let d = [
            2.05319162663775882187e0,
            1.67638483018380384940e0,
            6.89767334985100004550e-1,
            1.48103976427480074590e-1,
            1.51986665636164571966e-2,
            5.47593808499534494600e-4,
            1.05075007164441684324e-9,
        ];
        ratio(r - 1.6, &c, &d)
    } else {
        let e = [
            6.65790464350110377720e0,
            5.46378491116411436990e0,
            1.78482653991729133580e0,
            2.96560571828504891230e-1,
            2.65321895265761230930e-2,
            1.24266094738807843860e-3,
            2.71155556874348757815e-5,
            2.01033439929228813265e-7,
        ];
        let f = [
            5.99832206555887937690e-1,
            1.36929880922735805310e-1,
            1.48753612908506148525e-2,
            7.86869131145613259100e-4,
            1.84631831751005468180e-5,
            1.42151175831644588870e-7,
            2.04426310338993978564e-15,
        ];
        ratio(r - 5.0, &e, &f)
    };
    if q < 0.0 { -value } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Decision, Draws};

    #[test]
    fn normal_quantile_matches_the_tables() {
        for (p, z) in [
            (0.975, 1.959_963_984_540_054),
            (0.95, 1.644_853_626_951_472_7),
            (0.5, 0.0),
            (1e-9, -5.997_807_015_007_687),
        ] {
            assert!((normal_quantile(p) - z).abs() < 1e-12, "{p}");
        }
    }

    #[test]
    fn poisson_and_triangular_have_their_means() {
        let draws = Draws::new(7, 0);
        let n = 20_000_u32;
        let mean = |f: &dyn Fn(f64) -> f64| {
            (0..n)
                .map(|i| f(draws.uniform(Decision::Lot, i, 0)))
                .sum::<f64>()
                / f64::from(n)
        };
        assert!((mean(&|u| f64::from(poisson(u, 1.5))) - 1.5).abs() < 0.03);
        assert!((mean(&|u| triangular(u, 1.0, 2.0, 6.0)) - 3.0).abs() < 0.03);
    }
}
