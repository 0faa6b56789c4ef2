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

/// Quantile of the exponential distribution with mean 1: `-ln(u)`, for `u` in (0, 1) and not below 2⁻¹⁰²². To the bit what
/// `libm::log` gives there (FreeBSD's `e_log.c`, Sun Microsystems 1993), but without its branches for other arguments, so that
/// vector units take many at once.
#[must_use]
#[inline]
#[expect(
    clippy::excessive_precision,
    clippy::many_single_char_names,
    clippy::unreadable_literal,
    reason = "published coefficients, digit by digit"
)]
pub fn unit_exponential(u: f64) -> f64 {
    const LN2_HIGH: f64 = 6.93147180369123816490e-01;
    const LN2_LOW: f64 = 1.90821492927058770002e-10;
    const EVEN: [f64; 4] = [
        6.666666666666735130e-01,
        2.857142874366239149e-01,
        1.818357216161805012e-01,
        1.479819860511658591e-01,
    ];
    const ODD: [f64; 3] = [
        3.999999999940941908e-01,
        2.222219843214978396e-01,
        1.531383769920937332e-01,
    ];
    /// Upper word of the square root of one half, as it stands in a number's bits.
    const SQRT_HALF: u64 = 0x3fe6_a09e << 32;
    const ONE: u64 = 0x3ff0_0000 << 32;
    const FRACTION: u64 = 0x000f_ffff_ffff_ffff;
    /// 2⁵²: a whole number in the fraction of this one is that much above it.
    const TO_FLOAT: f64 = 4_503_599_627_370_496.0;
    // u = 2^k (1 + f), with 1 + f from the root of one half to the root of two
    // wrapping, since vector units know no other sums; none of these does wrap
    let bits = u.to_bits().wrapping_add(ONE - SQRT_HALF);
    let k = f64::from_bits(TO_FLOAT.to_bits() | (bits >> 52)) - (TO_FLOAT + 1023.0);
    let f = f64::from_bits((bits & FRACTION).wrapping_add(SQRT_HALF)) - 1.0;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let odd = w * (ODD[0] + w * (ODD[1] + w * ODD[2]));
    let even = z * (EVEN[0] + w * (EVEN[1] + w * (EVEN[2] + w * EVEN[3])));
    -(s * (half_square + (even + odd)) + k * LN2_LOW - half_square + f + k * LN2_HIGH)
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
    fn the_exponential_is_the_librarys_logarithm_to_the_bit() {
        let same = |u: f64| {
            assert_eq!(
                unit_exponential(u).to_bits(),
                (-libm::log(u)).to_bits(),
                "{u:e}"
            );
        };
        let draws = Draws::new(11, 0);
        for agent in 0..200_000 {
            let (u, v) = draws.pair(Decision::Lot, agent, 0);
            same(u);
            // of every size down to the smallest that is drawn
            same(u * libm::exp2(-52.0 * v));
            same(1.0 - f64::EPSILON * libm::ceil(1000.0 * u));
        }
        let root = libm::sqrt(0.5);
        for step in -3_i64..=3 {
            same(f64::from_bits(root.to_bits().wrapping_add_signed(step)));
        }
        same(f64::EPSILON / 4.0);
        same(f64::MIN_POSITIVE);
        same(1.0 - f64::EPSILON / 2.0);
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
