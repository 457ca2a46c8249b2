package dev.nordbox.installer.store.s3;

import dev.nordbox.installer.store.Incoming;
import dev.nordbox.installer.store.StoreRefused;
import dev.nordbox.installer.store.s3.SignedRequests.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An object on its way: in one piece when it is small, else part by part. One part is in memory,
 * since a store wants its sum and length before its bytes, and a lost connection costs no more.
 */
final class S3Upload implements Incoming {
    /** All alike but the last, which some stores insist on; times 10,000 it is 156 GiB. */
    static final int PART = 16 << 20;

    private static final int MOST_PARTS = 10_000;
    private static final int FIRST = 64 << 10;

    private final SignedRequests requests;
    private final S3Place place;
    private final String key;
    private final List<String> tags = new ArrayList<>();
    private byte[] part = new byte[FIRST];
    private int filled;
    private long sent;
    private String upload = "";
    private boolean kept;

    S3Upload(SignedRequests requests, S3Place place, String key) {
        this.requests = requests;
        this.place = place;
        this.key = key;
    }

    @Override
    public String name() {
        return "%s, %s".formatted(place.name(), key);
    }

    @Override
    public OutputStream stream() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                take(bytes, from, length);
            }
        };
    }

    private void take(byte[] bytes, int from, int length) throws IOException {
        int at = from;
        int end = from + length;
        while (at < end) {
            if (filled == PART) {
                sendPart();
            }
            if (filled == part.length) {
                part = Arrays.copyOf(part, Math.min(PART, part.length * 2));
            }
            int count = Math.min(part.length - filled, end - at);
            System.arraycopy(bytes, at, part, filled, count);
            filled += count;
            at += count;
        }
    }

    private void sendPart() throws IOException {
        if (upload.isEmpty()) {
            upload = begin();
        }
        if (tags.size() == MOST_PARTS) {
            throw new StoreRefused(
                    "the kit is larger than an object of S3 can be in parts of %d MiB"
                            .formatted(PART >> 20),
                    "leave large volumes out of it, or take kits elsewhere over SFTP");
        }
        Map<String, String> query =
                Map.of("partNumber", String.valueOf(tags.size() + 1), "uploadId", upload);
        String tag =
                requests.send(new Request("write " + key, "PUT", key, query), part, filled)
                        .headers()
                        .firstValue("etag")
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "the store does not name what it has stored"));
        tags.add(tag);
        sent += filled;
        filled = 0;
    }

    private String begin() throws IOException {
        Request request = new Request("write " + key, "POST", key, Map.of("uploads", ""));
        return S3Answer.parse(requests.send(request).body())
                .said("UploadId")
                .orElseThrow(() -> new IOException("the store begins no upload"));
    }

    @Override
    public void keep() throws IOException {
        if (upload.isEmpty()) {
            requests.send(new Request("write " + key, "PUT", key, Map.of()), part, filled);
        } else {
            sendPart();
            complete();
        }
        kept = true;
    }

    /** A store may say that it is well, wait, and then tell of an error. */
    private void complete() throws IOException {
        StringBuilder all = new StringBuilder("<CompleteMultipartUpload>");
        for (int i = 0; i < tags.size(); i++) {
            all.append(
                    "<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>"
                            .formatted(i + 1, escaped(tags.get(i))));
        }
        all.append("</CompleteMultipartUpload>");
        byte[] body = all.toString().getBytes(StandardCharsets.UTF_8);
        String what = "put %s together".formatted(key);
        S3Answer answer;
        try {
            answer =
                    S3Answer.parse(
                            requests.send(
                                            new Request(
                                                    what, "POST", key, Map.of("uploadId", upload)),
                                            body,
                                            body.length)
                                    .body());
        } catch (UploadGone e) {
            if (isThere()) {
                return;
            }
            throw e;
        }
        if (answer.name().equals("Error")) {
            throw requests.refusals().of(what, answer);
        }
    }

    /** By the try before, whose answer was lost: no upload is put together twice. */
    private boolean isThere() throws IOException {
        Request list =
                new Request("look for " + key, "GET", "", Map.of("list-type", "2", "prefix", key));
        return S3Answer.parse(requests.send(list).body()).all("Contents").stream()
                .anyMatch(
                        object ->
                                object.text("Key").equals(key)
                                        && object.text("Size").equals(String.valueOf(sent)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public void close() throws IOException {
        if (!kept && !upload.isEmpty()) {
            abort(requests, key, upload);
        }
    }

    static void abort(SignedRequests requests, String key, String upload) throws IOException {
        requests.send(
                new Request("remove parts of " + key, "DELETE", key, Map.of("uploadId", upload)));
    }
}
