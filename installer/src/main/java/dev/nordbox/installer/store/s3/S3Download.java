package dev.nordbox.installer.store.s3;

import dev.nordbox.installer.file.PartedInput;
import dev.nordbox.installer.store.s3.SignedRequests.Request;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;

/**
 * An object, part by part: one part is in memory, and a line that breaks costs no more than that
 * part, which is asked for again.
 */
final class S3Download extends PartedInput {
    static final int PART = 4 << 20;

    private final SignedRequests requests;
    private final String key;
    private final long size;
    private String tag = "";
    private long asked;

    /**
     * @param size of the object, in bytes
     */
    S3Download(SignedRequests requests, String key, long size) {
        this.requests = requests;
        this.key = key;
        this.size = size;
    }

    @Override
    protected Optional<byte[]> next() throws IOException {
        if (asked == size) {
            return Optional.empty();
        }
        long end = Math.min(asked + PART, size);
        Request request =
                new Request("read " + key, "GET", key, Map.of())
                        .with("range", "bytes=%d-%d".formatted(asked, end - 1));
        // All parts are of one object: one that took its place in between is refused.
        HttpResponse<byte[]> response =
                requests.send(tag.isEmpty() ? request : request.with("if-match", tag));
        byte[] body = response.body();
        if (body.length != end - asked) {
            throw new EOFException(
                    "the store sent %d bytes of %s where it has %d"
                            .formatted(body.length, key, end - asked));
        }
        tag = response.headers().firstValue("etag").orElse("");
        asked = end;
        return Optional.of(body);
    }
}
