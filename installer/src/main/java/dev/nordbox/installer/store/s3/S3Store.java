package dev.nordbox.installer.store.s3;

import dev.nordbox.installer.store.Incoming;
import dev.nordbox.installer.store.Store;
import dev.nordbox.installer.store.StoredFile;
import dev.nordbox.installer.store.s3.SignedRequests.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects of a bucket below a prefix. Nothing in it can be half there: an upload becomes an
 * object by the store's own last step.
 */
public final class S3Store implements Store {
    private final S3Place place;
    private final SignedRequests requests;

    S3Store(S3Place place, SignedRequests requests) {
        this.place = place;
        this.requests = requests;
    }

    /**
     * @param ca who may vouch for the store; empty: whom the system trusts
     * @param clock that the signatures go by
     * @throws dev.nordbox.installer.store.StoreRefused when the CA cannot be used
     */
    public static S3Store open(
            S3Place place, S3Credentials credentials, Optional<Path> ca, Clock clock)
            throws IOException {
        return new S3Store(
                place,
                new SignedRequests(
                        place,
                        credentials,
                        TrustedCas.of(ca, place.advice().ca()),
                        clock,
                        time -> Thread.sleep(time.toMillis())));
    }

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public List<StoredFile> list() throws IOException {
        List<StoredFile> files = new ArrayList<>();
        Map<String, String> query = new TreeMap<>();
        query.put("list-type", "2");
        query.put("encoding-type", "url"); // names may hold what XML may not
        query.put("delimiter", "/");
        query.put("prefix", place.folder());
        while (true) {
            S3Answer page = ask("list " + place.name(), "GET", "", query);
            for (S3Answer object : page.all("Contents")) {
                String name = decoded(page, object.text("Key")).substring(place.folder().length());
                if (!name.isEmpty()) {
                    files.add(new StoredFile(name, Long.parseLong(object.text("Size"))));
                }
            }
            Optional<String> next = page.said("NextContinuationToken");
            if (next.isEmpty()) {
                return files;
            }
            query.put("continuation-token", next.get());
        }
    }

    /** Also the first thing that a store hears from us: what it refuses costs no snapshot. */
    @Override
    public Incoming receive(String name) throws IOException {
        discard(name);
        return new S3Upload(requests, place, place.folder() + name);
    }

    @Override
    public InputStream read(StoredFile file) {
        return new S3Download(requests, place.folder() + file.name(), file.size());
    }

    @Override
    public List<String> unfinished() throws IOException {
        return uploads("").stream().map(Upload::name).distinct().toList();
    }

    @Override
    public void discard(String name) throws IOException {
        for (Upload upload : uploads(name)) {
            if (upload.name().equals(name)) {
                S3Upload.abort(requests, place.folder() + name, upload.id());
            }
        }
    }

    /**
     * Uploads that were begun: nobody sees them, and they are paid for. The first thousand will do;
     * the next run sees the rest.
     */
    private List<Upload> uploads(String beginning) throws IOException {
        S3Answer page =
                ask(
                        "list uploads to " + place.name(),
                        "GET",
                        "",
                        Map.of(
                                "uploads",
                                "",
                                "encoding-type",
                                "url",
                                "prefix",
                                place.folder() + beginning));
        List<Upload> uploads = new ArrayList<>();
        for (S3Answer upload : page.all("Upload")) {
            String name = decoded(page, upload.text("Key")).substring(place.folder().length());
            uploads.add(new Upload(name, upload.text("UploadId")));
        }
        return uploads;
    }

    private record Upload(String name, String id) {}

    @Override
    public void delete(String name) throws IOException {
        requests.send(new Request("remove " + name, "DELETE", place.folder() + name, Map.of()));
    }

    @Override
    public void close() {
        // Requests stand alone, and connections that idle are the client's.
    }

    private S3Answer ask(String what, String method, String key, Map<String, String> query)
            throws IOException {
        return S3Answer.parse(requests.send(new Request(what, method, key, query)).body());
    }

    private static String decoded(S3Answer page, String key) {
        return page.text("EncodingType").equals("url")
                ? URLDecoder.decode(key, StandardCharsets.UTF_8)
                : key;
    }
}
