//! Philox for many agents side by side, on the widest vector unit that the processor has. What is drawn does not depend on it:
//! only whole numbers are multiplied and added, and each step of a fraction is exact or rounded as everywhere.

use fearless_simd::{Level, dispatch};

use super::{MULTIPLIERS, WEYL, low, open_unit};

/// Agents whose words stay in registers through all rounds.
const TOGETHER: usize = 8;

/// Does `work` by the widest vector instructions that this processor knows: it is compiled once for each kind of vector unit, and
/// gives the same results to the bit on all of them. What is to gain from it must be inlined into it: a closure that is marked
/// `#[inline(always)]`, with loops over columns that no check of a sum or an index stops.
#[inline]
pub fn side_by_side<T>(work: impl FnOnce() -> T) -> T {
    on(Level::new(), work)
}

/// [`side_by_side`] on a stated vector unit.
#[inline]
fn on<T>(unit: Level, work: impl FnOnce() -> T) -> T {
    dispatch!(unit, _ => work())
}

/// What `make` makes of the pair of each of `agents`. `counter` and `key` as in [`super::philox4x32_10`]; the agent takes the
/// first place of the counter.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "it is compiled for a vector unit only where it is inlined"
)]
pub(super) fn pairs<const N: usize, T: Copy + Default>(
    agents: [u32; N],
    counter: [u32; 4],
    key: [u32; 2],
    make: impl Fn(f64, f64) -> T,
) -> [T; N] {
    // by column: lanes that lie side by side are worked on side by side
    let (mut u, mut v) = ([0.0; N], [0.0; N]);
    let uniforms = u.chunks_mut(TOGETHER).zip(v.chunks_mut(TOGETHER));
    for (agents, (u, v)) in agents.chunks(TOGETHER).zip(uniforms) {
        let mut first = [0; TOGETHER];
        first[..agents.len()].copy_from_slice(agents);
        let words = words(first, counter, key);
        let mut pair = [[0.0; TOGETHER]; 2];
        for lane in 0..TOGETHER {
            pair[0][lane] = open_unit(low(words[0][lane]), low(words[1][lane]));
            pair[1][lane] = open_unit(low(words[2][lane]), low(words[3][lane]));
        }
        u.copy_from_slice(&pair[0][..u.len()]);
        v.copy_from_slice(&pair[1][..v.len()]);
    }
    let mut made = [T::default(); N];
    for (made, (u, v)) in made.iter_mut().zip(u.into_iter().zip(v)) {
        *made = make(u, v);
    }
    made
}

/// The four words of each agent, each as the low half of a number of 64 bits: vector units multiply 32 bits by 32 to 64 in such
/// lanes, and what the high halves hold meanwhile is never asked.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "it is compiled for a vector unit only where it is inlined"
)]
fn words(agents: [u32; TOGETHER], counter: [u32; 4], key: [u32; 2]) -> [[u64; TOGETHER]; 4] {
    let [_, second, third, fourth] = counter.map(|word| [u64::from(word); TOGETHER]);
    let [mut c0, mut c1, mut c2, mut c3] = [agents.map(u64::from), second, third, fourth];
    let [mut k0, mut k1] = key;
    for _ in 0..10 {
        for lane in 0..TOGETHER {
            let first = u64::from(low(c0[lane])) * u64::from(MULTIPLIERS[0]);
            let second = u64::from(low(c2[lane])) * u64::from(MULTIPLIERS[1]);
            c0[lane] = (second >> 32) ^ c1[lane] ^ u64::from(k0);
            c1[lane] = second;
            c2[lane] = (first >> 32) ^ c3[lane] ^ u64::from(k1);
            c3[lane] = first;
        }
        k0 = k0.wrapping_add(WEYL[0]);
        k1 = k1.wrapping_add(WEYL[1]);
    }
    [c0, c1, c2, c3]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{philox4x32_10, unit_exponential};

    /// Every kind of vector unit that this processor has.
    fn units() -> Vec<(&'static str, Level)> {
        let best = Level::new();
        let mut units = vec![("baseline", Level::baseline()), ("best", best)];
        #[cfg(target_arch = "x86_64")]
        units.extend(
            [
                ("SSE 4.2", best.as_sse4_2().map(Level::Sse4_2)),
                ("AVX2", best.as_avx2().map(Level::Avx2)),
                ("AVX-512", best.as_avx512().map(Level::Avx512)),
            ]
            .into_iter()
            .filter_map(|(name, unit)| Some((name, unit?))),
        );
        units
    }

    #[test]
    fn every_vector_unit_draws_the_same() {
        let key = [0xa409_3822, 0x299f_31d0];
        let mut agents = [0; 21];
        for (number, agent) in (0_u32..).zip(&mut agents) {
            *agent = u32::MAX / 20 * number;
        }
        let single = agents.map(|agent| {
            let words = philox4x32_10([agent, 7, 0x3c_07e7, 1], key);
            let (u, v) = (open_unit(words[0], words[1]), open_unit(words[2], words[3]));
            (u.to_bits(), (-libm::log(v)).to_bits())
        });
        for (name, unit) in units() {
            let made = on(
                unit,
                #[inline(always)]
                || {
                    pairs(agents, [0, 7, 0x3c_07e7, 1], key, |u, v| {
                        (u.to_bits(), unit_exponential(v).to_bits())
                    })
                },
            );
            assert_eq!(made, single, "{name}");
        }
    }
}
