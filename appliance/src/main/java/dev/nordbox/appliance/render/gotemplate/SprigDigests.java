package dev.nordbox.appliance.render.gotemplate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Adler32;

/** Sprig's checksums, in hexadecimal, or decimal for Adler-32. */
final class SprigDigests {
    private SprigDigests() {}

    static void addTo(Functions.Table table) {
        table.add("sha1sum", "string", digest("SHA-1"));
        table.add("sha256sum", "string", digest("SHA-256"));
        table.add("sha512sum", "string", digest("SHA-512"));
        table.add(
                "adler32sum",
                "string",
                (scope, args) -> {
                    Adler32 sum = new Adler32();
                    sum.update(Runes.bytes(args.string(0)));
                    return Long.toString(sum.getValue());
                });
    }

    private static Function.Body digest(String algorithm) {
        return (scope, args) -> {
            scope.meter().steps(args.string(0).length() / 64);
            try {
                byte[] digest =
                        MessageDigest.getInstance(algorithm).digest(Runes.bytes(args.string(0)));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has " + algorithm, e);
            }
        };
    }
}
