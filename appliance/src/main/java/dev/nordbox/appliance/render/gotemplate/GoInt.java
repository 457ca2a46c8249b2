package dev.nordbox.appliance.render.gotemplate;

/** An integer of one of Go's types, which printing and comparing deeply tell apart. */
record GoInt(Kind kind, long value) {
    enum Kind {
        INT("int", true),
        INT64("int64", true),
        UINT8("uint8", false),
        UINT32("uint32", false),
        UINT64("uint64", false);

        private final String word;
        private final boolean signed;

        Kind(String word, boolean signed) {
            this.word = word;
            this.signed = signed;
        }

        String word() {
            return word;
        }

        boolean isSigned() {
            return signed;
        }
    }

    static GoInt of(long value) {
        return new GoInt(Kind.INT, value);
    }

    static GoInt of64(long value) {
        return new GoInt(Kind.INT64, value);
    }

    static GoInt ofByte(char value) {
        return new GoInt(Kind.UINT8, value);
    }

    boolean isSigned() {
        return kind.signed;
    }

    String digits() {
        return kind.signed ? Long.toString(value) : Long.toUnsignedString(value);
    }

    double toDouble() {
        return kind.signed || value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
    }
}
