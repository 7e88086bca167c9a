//! Sums of products of whole numbers, two at a time, in the vectors of each instruction set.

#![expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]

/// Calls an operation compiled for the widest instructions that `arch` has, with their kernel.
macro_rules! dispatch {
    ($arch:expr, $kernel:ident => $operation:expr) => {
        match $arch {
            #[cfg(target_arch = "x86_64")]
            pulp::Arch::V4($kernel) => $kernel.vectorize($operation),
            #[cfg(target_arch = "x86_64")]
            pulp::Arch::V3($kernel) => $kernel.vectorize($operation),
            _ => {
                let $kernel = crate::activity::network::kernel::Widest;
                pulp::NullaryFnOnce::call($operation)
            }
        }
    };
}
pub(super) use dispatch;

/// A set of instructions that multiplies 16-bit numbers and adds neighbours into 32 bits.
pub(super) trait Kernel: Copy {
    /// Sums side by side in one register.
    const LANES: usize;
    /// Registers of sums that fit beside two of activations and one of weights, for one channel and for two.
    const ONE: usize;
    const TWO: usize;
    /// `LANES` sums of 32 bits.
    type Sums: Copy;
    /// `2 * LANES` numbers of 16 bits.
    type Pairs: Copy;

    fn zero(self) -> Self::Sums;
    /// Weights of register `k`, each of which has `2 * LANES`.
    fn weights(self, weights: &[i8], k: usize) -> Self::Pairs;
    /// One pair of activations, the first in the low bits, for every lane.
    fn activations(self, pair: u32) -> Self::Pairs;
    /// Adds both products of each lane's pairs.
    fn add(self, sums: Self::Sums, weights: Self::Pairs, activations: Self::Pairs) -> Self::Sums;
    /// Puts the sums of register `k` where they belong.
    fn store(self, sums: Self::Sums, out: &mut [i32], k: usize);
}

/// What the compiler makes of plain code: NEON multiplies eight such numbers and adds the products in two instructions.
#[cfg_attr(
    all(target_arch = "wasm32", target_feature = "simd128"),
    allow(dead_code, reason = "only tests use it there")
)]
#[derive(Clone, Copy)]
pub(super) struct Plain;

impl Kernel for Plain {
    const LANES: usize = 4;
    const ONE: usize = 12;
    const TWO: usize = 6;
    /// Neighbours are added in the end.
    type Sums = [i32; 8];
    type Pairs = [i16; 8];

    #[inline(always)]
    fn zero(self) -> Self::Sums {
        [0; 8]
    }

    #[inline(always)]
    fn weights(self, weights: &[i8], k: usize) -> Self::Pairs {
        weights.as_chunks::<8>().0[k].map(i16::from)
    }

    #[inline(always)]
    fn activations(self, pair: u32) -> Self::Pairs {
        let (first, second) = (pair as i16, (pair >> 16) as i16);
        [first, second, first, second, first, second, first, second]
    }

    #[inline(always)]
    fn add(self, mut sums: Self::Sums, weights: Self::Pairs, activations: Self::Pairs) -> Self::Sums {
        for ((sum, weight), activation) in sums.iter_mut().zip(weights).zip(activations) {
            *sum += i32::from(weight) * i32::from(activation);
        }
        sums
    }

    #[inline(always)]
    fn store(self, sums: Self::Sums, out: &mut [i32], k: usize) {
        let [a, b, c, d, e, f, g, h] = sums;
        out.as_chunks_mut::<4>().0[k] = [a + b, c + d, e + f, g + h];
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use core::arch::x86_64::{__m256i, __m512i};

    use pulp::x86::{V3, V4};

    use super::Kernel;

    impl Kernel for V3 {
        const LANES: usize = 8;
        const ONE: usize = 12;
        const TWO: usize = 6;
        type Sums = __m256i;
        type Pairs = __m256i;

        #[inline(always)]
        fn zero(self) -> __m256i {
            self.avx._mm256_setzero_si256()
        }

        #[inline(always)]
        fn weights(self, weights: &[i8], k: usize) -> __m256i {
            self.avx2._mm256_cvtepi8_epi16(pulp::cast(weights.as_chunks::<16>().0[k]))
        }

        #[inline(always)]
        fn activations(self, pair: u32) -> __m256i {
            self.avx._mm256_set1_epi32(pair as i32)
        }

        #[inline(always)]
        fn add(self, sums: __m256i, weights: __m256i, activations: __m256i) -> __m256i {
            self.avx2._mm256_add_epi32(sums, self.avx2._mm256_madd_epi16(weights, activations))
        }

        #[inline(always)]
        fn store(self, sums: __m256i, out: &mut [i32], k: usize) {
            out.as_chunks_mut::<8>().0[k] = pulp::cast(sums);
        }
    }

    impl Kernel for V4 {
        const LANES: usize = 16;
        const ONE: usize = 12;
        const TWO: usize = 12;
        type Sums = __m512i;
        type Pairs = __m512i;

        #[inline(always)]
        fn zero(self) -> __m512i {
            self.avx512f._mm512_setzero_si512()
        }

        #[inline(always)]
        fn weights(self, weights: &[i8], k: usize) -> __m512i {
            self.avx512bw._mm512_cvtepi8_epi16(pulp::cast(weights.as_chunks::<32>().0[k]))
        }

        #[inline(always)]
        fn activations(self, pair: u32) -> __m512i {
            self.avx512f._mm512_set1_epi32(pair as i32)
        }

        #[inline(always)]
        fn add(self, sums: __m512i, weights: __m512i, activations: __m512i) -> __m512i {
            self.avx512f._mm512_add_epi32(sums, self.avx512bw._mm512_madd_epi16(weights, activations))
        }

        #[inline(always)]
        fn store(self, sums: __m512i, out: &mut [i32], k: usize) {
            out.as_chunks_mut::<16>().0[k] = pulp::cast(sums);
        }
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm {
    use core::arch::wasm32::{
        i16x8_extend_low_i8x16, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane, i32x4_splat, u64x2, v128,
    };

    use super::Kernel;

    /// WebAssembly's vectors, which the module needs to start at all.
    #[derive(Clone, Copy)]
    pub(in crate::activity::network) struct Wasm;

    impl Kernel for Wasm {
        const LANES: usize = 4;
        const ONE: usize = 12;
        const TWO: usize = 6;
        type Sums = v128;
        type Pairs = v128;

        #[inline(always)]
        fn zero(self) -> v128 {
            i32x4_splat(0)
        }

        #[inline(always)]
        fn weights(self, weights: &[i8], k: usize) -> v128 {
            let bytes = weights.as_chunks::<8>().0[k].map(|weight| weight as u8);
            i16x8_extend_low_i8x16(u64x2(u64::from_le_bytes(bytes), 0))
        }

        #[inline(always)]
        fn activations(self, pair: u32) -> v128 {
            i32x4_splat(pair as i32)
        }

        #[inline(always)]
        fn add(self, sums: v128, weights: v128, activations: v128) -> v128 {
            i32x4_add(sums, i32x4_dot_i16x8(weights, activations))
        }

        #[inline(always)]
        fn store(self, sums: v128, out: &mut [i32], k: usize) {
            out.as_chunks_mut::<4>().0[k] = [
                i32x4_extract_lane::<0>(sums),
                i32x4_extract_lane::<1>(sums),
                i32x4_extract_lane::<2>(sums),
                i32x4_extract_lane::<3>(sums),
            ];
        }
    }
}
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub(super) use Plain as Widest;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(super) use wasm::Wasm as Widest;
