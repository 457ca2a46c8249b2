package dev.nordbox.appliance.render.gotemplate;

/** A string of Go in the making, within the budget. */
final class Text {
    private final Meter meter;
    private final StringBuilder out = new StringBuilder();

    Text(Meter meter) {
        this.meter = meter;
    }

    Text add(String bytes) {
        reserve(bytes.length());
        out.append(bytes);
        return this;
    }

    Text add(char oneByte) {
        if ((out.length() & 15) == 0) {
            reserve(1);
        }
        out.append(oneByte);
        return this;
    }

    Text repeat(String bytes, long count) {
        if (count > 0 && !bytes.isEmpty()) {
            reserve(count > Integer.MAX_VALUE ? count : count * bytes.length());
            for (long i = 0; i < count; i++) {
                out.append(bytes);
            }
        }
        return this;
    }

    /** Room for so many more bytes, or over budget. */
    private void reserve(long more) {
        meter.grow(out.length(), more);
    }

    int length() {
        return out.length();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
