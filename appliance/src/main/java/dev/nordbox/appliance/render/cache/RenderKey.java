package dev.nordbox.appliance.render.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names one render: by the program that makes it, its options, its directory and the id of the
 * directory's Git tree. What lies outside of that tree and was read, too, is told by the value.
 *
 * @param hex a SHA-256
 */
public record RenderKey(String hex) {

    static RenderKey of(String program, String options, String directory, String treeId) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part :
                    new String[] {RenderCodec.FORMAT, program, options, directory, treeId}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // With its length: no two lists of parts run together to the same bytes.
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return new RenderKey(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }
}
