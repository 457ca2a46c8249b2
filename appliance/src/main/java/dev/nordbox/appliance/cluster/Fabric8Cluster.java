package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A real cluster, by fabric8's configuration and HTTP layers. Its typed models are left out on
 * purpose: objects are maps, so that every kind a cluster can serve works alike.
 */
public final class Fabric8Cluster implements Cluster {

    private static final String JSON = "application/json";
    private static final int PAGE = 500;

    /** An object may weigh over a megabyte, and the heap of a box is small. */
    private static final int PAGE_OF_WHOLE_OBJECTS = 20;

    private final ApiConnection api;
    private final ObjectWriter writer;
    private final WatchTiming watchTiming;
    private volatile Optional<ServedKinds> served = Optional.empty();

    private Fabric8Cluster(ApiConnection api, WatchTiming watchTiming) {
        this.api = api;
        this.writer = new ObjectWriter(api);
        this.watchTiming = watchTiming;
    }

    /**
     * Opens the cluster of a kubeconfig's current context. Nothing is sent yet.
     *
     * @param environment the process' variables, for the proxy of a cluster elsewhere
     * @throws IOException when the file cannot be used; the message says what to do
     */
    public static Fabric8Cluster of(Path kubeconfig, Map<String, String> environment)
            throws IOException {
        return of(kubeconfig, environment, WatchTiming.standard());
    }

    static Fabric8Cluster of(
            Path kubeconfig, Map<String, String> environment, WatchTiming watchTiming)
            throws IOException {
        return new Fabric8Cluster(
                new ApiConnection(Kubeconfig.read(kubeconfig, environment)), watchTiming);
    }

    /** Address of its API server, without a slash at its end. */
    public String server() {
        return api.server();
    }

    @Override
    public ServedKinds servedKinds() throws ClusterException {
        List<Map<String, Object>> documents = new ArrayList<>();
        documents.add(api.get("/api", Discovery.ACCEPT));
        documents.add(api.get("/apis", Discovery.ACCEPT));
        ServedKinds kinds = Discovery.read(documents);
        served = Optional.of(kinds);
        return kinds;
    }

    @Override
    public Optional<LiveObject> get(ResourceKey key) throws ClusterException {
        Optional<ServedKind> kind = find(key.groupKind());
        return kind.isEmpty() ? Optional.empty() : get(key, kind.get().preferredApiVersion());
    }

    @Override
    public Optional<LiveObject> get(ResourceKey key, String apiVersion) throws ClusterException {
        ServedKind kind = served(key.groupKind());
        try {
            Map<String, Object> content =
                    api.get(ObjectPath.object(kind, apiVersion, key.namespace(), key.name()), JSON);
            return Optional.of(new LiveObject(key, apiVersion, content));
        } catch (ApiRefused e) {
            if (e.notFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public List<LiveObject> list(
            GroupKind groupKind, String namespace, Detail detail, Predicate<LiveObject> wanted)
            throws ClusterException {
        return listing(groupKind, Extent.in(namespace), detail, wanted).objects();
    }

    /** A list together with the moment it shows, from which a watch can go on. */
    record Listing(String resourceVersion, List<LiveObject> objects) {}

    Listing listing(GroupKind groupKind, Extent extent, Detail detail, Predicate<LiveObject> wanted)
            throws ClusterException {
        ServedKind kind = served(groupKind);
        String path = ObjectPath.collection(kind, kind.preferredApiVersion(), extent.namespace());
        List<LiveObject> objects = new ArrayList<>();
        int limit = detail == Detail.FULL ? PAGE_OF_WHOLE_OBJECTS : PAGE;
        String page = "";
        while (true) {
            Map<String, Object> answer =
                    collection(path + "?limit=" + limit + extent.selector() + page, detail);
            for (Object item : Fields.list(answer, "items")) {
                LiveObject object = live(kind, Fields.map(item));
                if (wanted.test(object)) {
                    objects.add(object);
                }
            }
            Optional<String> next = Fields.text(answer, "metadata", "continue");
            if (next.filter(token -> !token.isEmpty()).isEmpty()) {
                return new Listing(
                        Fields.text(answer, "metadata", "resourceVersion").orElse(""), objects);
            }
            page = "&continue=" + ObjectPath.segment(next.get());
        }
    }

    private Map<String, Object> collection(String path, Detail detail) throws ClusterException {
        try {
            return api.get(path, accept(detail, "List"));
        } catch (ApiRefused e) {
            if (e.notFound()) {
                served = Optional.empty(); // nothing but its kind or version can be missing
            }
            throw e;
        }
    }

    /** Items of a list carry neither apiVersion nor kind of their own. */
    static LiveObject live(ServedKind kind, Map<String, Object> item) {
        String apiVersion = kind.preferredApiVersion();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", apiVersion);
        content.put("kind", kind.kind().kind());
        item.forEach(
                (field, value) -> {
                    if (!field.equals("apiVersion") && !field.equals("kind")) {
                        content.put(field, value);
                    }
                });
        return new LiveObject(Manifest.of(content, "").key(), apiVersion, content);
    }

    static String accept(Detail detail, String suffix) {
        return detail == Detail.FULL
                ? JSON
                : JSON + ";as=PartialObjectMetadata" + suffix + ";g=meta.k8s.io;v=v1";
    }

    @Override
    public LiveObject apply(Manifest manifest, ApplyMode mode) throws ClusterException {
        return writer.apply(serving(manifest), manifest, mode);
    }

    private ServedKind serving(Manifest manifest) throws ClusterException {
        ResourceKey key = manifest.key();
        ServedKind kind = served(key.groupKind());
        if (!kind.serves(manifest.apiVersion())) {
            servedKinds(); // a CRD may have got a version since
            kind = served(key.groupKind());
        }
        if (!kind.serves(manifest.apiVersion())) {
            throw new ApiRefused(
                    404,
                    "NotFound",
                    "the cluster does not serve "
                            + manifest.apiVersion()
                            + " "
                            + key.kind()
                            + "; it serves "
                            + kind.preferredApiVersion());
        }
        return kind;
    }

    @Override
    public LiveObject createAs(String fieldManager, Manifest manifest) throws ClusterException {
        return writer.create(serving(manifest), fieldManager, manifest);
    }

    @Override
    public LiveObject replaceAs(String fieldManager, Manifest manifest) throws ClusterException {
        return writer.replace(serving(manifest), fieldManager, manifest);
    }

    @Override
    public LiveObject rehearse(Manifest manifest) throws ClusterException {
        return writer.rehearse(serving(manifest), manifest);
    }

    @Override
    public LiveObject patch(ResourceKey key, ObjectPatch patch) throws ClusterException {
        return writer.patch(served(key.groupKind()), key, patch);
    }

    @Override
    public boolean delete(ResourceKey key, String uid, Propagation propagation)
            throws ClusterException {
        Optional<ServedKind> kind = find(key.groupKind());
        return kind.isPresent() && writer.delete(kind.get(), key, uid, propagation);
    }

    @Override
    public String serviceAccountToken(
            String namespace, String name, List<String> audiences, Duration lifetime)
            throws ClusterException {
        ServedKind kind = served(new GroupKind("", "ServiceAccount"));
        String path = ObjectPath.object(kind, kind.preferredApiVersion(), namespace, name);
        return writer.token(path, audiences, lifetime);
    }

    @Override
    public Watch watch(GroupKind kind, Detail detail, ObjectListener listener) {
        return started(new KindWatch(this, api, kind, Extent.ALL, detail, listener, watchTiming));
    }

    @Override
    public Watch watch(ResourceKey key, ObjectListener listener) {
        return started(
                new KindWatch(
                        this,
                        api,
                        key.groupKind(),
                        Extent.only(key),
                        Detail.FULL,
                        listener,
                        watchTiming));
    }

    private static Watch started(KindWatch watch) {
        watch.start();
        return watch;
    }

    ServedKind served(GroupKind kind) throws ClusterException {
        return find(kind)
                .orElseThrow(
                        () ->
                                new ApiRefused(
                                        404,
                                        "NotFound",
                                        "the cluster does not serve the kind "
                                                + kind
                                                + "; apply its definition first, or correct"
                                                + " apiVersion and kind"));
    }

    /** Kinds come and go with CRDs: what we do not know yet is asked for once more. */
    private Optional<ServedKind> find(GroupKind kind) throws ClusterException {
        Optional<ServedKind> known = served.flatMap(kinds -> kinds.find(kind));
        return known.isPresent() ? known : servedKinds().find(kind);
    }

    @Override
    public void close() {
        api.close();
    }
}
