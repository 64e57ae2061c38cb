package io.reelflow.media.models;

/** IEEE 754 half precision; the JDK has it only from version 20 on. */
public final class HalfFloat {
    private static final int INFINITE = 0x7c00;
    private static final int FLOAT_INFINITE = 0x7f800000;
    /** Smallest float that rounds to infinity: 65520. */
    private static final int FLOAT_OVERFLOW = 0x477ff000;
    /** Below 2^-14 halves are subnormal. */
    private static final int FLOAT_SUBNORMAL = 0x38800000;
    /** Difference of the exponents' biases, in place: (127 - 15) << 23. */
    private static final int REBIAS = 0x38000000;

    private HalfFloat() {}

    public static float toFloat(short half) {
        int exponent = half >> 10 & 31;
        int mantissa = half & 1023;
        int sign = (half & 0x8000) << 16;
        if (exponent == 31) {
            return Float.intBitsToFloat(sign | FLOAT_INFINITE | mantissa << 13);
        }
        float magnitude =
                exponent == 0 ? mantissa * 0x1p-24f : Float.intBitsToFloat((exponent + 112) << 23 | mantissa << 13);
        return sign != 0 ? -magnitude : magnitude;
    }

    /** Rounds to the nearest, ties to even. */
    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude >= FLOAT_OVERFLOW) {
            return (short) (sign | INFINITE | (magnitude > FLOAT_INFINITE ? 0x200 : 0));
        }
        if (magnitude < FLOAT_SUBNORMAL) {
            return (short) (sign | (int) Math.rint(Math.abs((double) value) * 0x1p24));
        }
        return (short) (sign | (magnitude - REBIAS + 0xfff + (magnitude >> 13 & 1)) >> 13);
    }
}
