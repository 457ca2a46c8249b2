package dev.nordbox.installer.store.s3;

import dev.nordbox.installer.store.StoreRefused;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who a request is from. The form is that of every S3 tool, so that the same file serves them all:
 *
 * <pre>
 * [default]
 * aws_access_key_id = AKIA…
 * aws_secret_access_key = …
 * </pre>
 *
 * @param session token of credentials that are lent for a while; {@code ""} for lasting ones
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html">the format</a>
 */
public record S3Credentials(String accessKey, String secretKey, String session) {
    private static final String ACCESS = "aws_access_key_id";
    private static final String SECRET = "aws_secret_access_key";

    /** That last. */
    public S3Credentials(String accessKey, String secretKey) {
        this(accessKey, secretKey, "");
    }

    /**
     * Reads the first profile of a file.
     *
     * @param where its name, for messages
     * @throws StoreRefused when one of both halves is missing
     */
    public static S3Credentials parse(String text, String where) throws StoreRefused {
        Map<String, String> found = new TreeMap<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("[") && !found.isEmpty()) {
                break;
            }
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
                found.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            }
        }
        S3Credentials read =
                new S3Credentials(found.getOrDefault(ACCESS, ""), found.getOrDefault(SECRET, ""));
        if (read.accessKey.isEmpty() || read.secretKey.isEmpty()) {
            throw new StoreRefused(
                    "%s has no %s".formatted(where, read.accessKey.isEmpty() ? ACCESS : SECRET),
                    "write two lines into it, as AWS' own tools have them: %s = …, and %s = …"
                            .formatted(ACCESS, SECRET));
        }
        return read;
    }

    /** The same file with nothing else in it; of those that last. */
    public String print() {
        return "[default]\n%s = %s\n%s = %s\n".formatted(ACCESS, accessKey, SECRET, secretKey);
    }

    @Override
    public String toString() {
        return "***";
    }
}
