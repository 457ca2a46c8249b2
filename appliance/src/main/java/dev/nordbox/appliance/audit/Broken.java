package dev.nordbox.appliance.audit;

import java.io.ByteArrayOutputStream;

/** Bytes in a trail that are no line of it, as they stand between two that are. */
final class Broken {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean any;

    void add(byte[] line) {
        if (any) {
            bytes.write('\n');
        }
        bytes.writeBytes(line);
        any = true;
    }

    void forget() {
        bytes.reset();
        any = false;
    }

    boolean any() {
        return any;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    String hash() {
        return AuditLine.hash(bytes());
    }
}
