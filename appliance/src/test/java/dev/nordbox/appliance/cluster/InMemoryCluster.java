package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A cluster without a server: the same contract, plus what a test needs to see and to break.
 * Watches are called in the thread that changes something.
 */
public final class InMemoryCluster implements Cluster {

    private static final Set<String> VERBS =
            Set.of("get", "list", "watch", "create", "patch", "update", "delete");

    private final Map<GroupKind, ServedKind> kinds = new HashMap<>();
    private final Map<ResourceKey, OwnedObject> objects = new TreeMap<>();
    private final List<Listening> listeners = new CopyOnWriteArrayList<>();
    private final List<String> writes = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private Faults faults = request -> {};
    private Function<Manifest, Optional<String>> admission = manifest -> Optional.empty();
    private Consumer<ResourceKey> afterWrite = key -> {};
    private Consumer<List<ResourceKey>> beforeDelete = keys -> {};
    private long clock;

    /** Called before each request; throws what the request is to fail with. */
    public interface Faults {
        void before(String request) throws ClusterException;
    }

    private record Listening(GroupKind kind, Detail detail, ObjectListener listener)
            implements Watch {
        @Override
        public void close() {}
    }

    public InMemoryCluster() {
        serve("", "v1", "Namespace", "namespaces", Scope.CLUSTER);
        serve("", "v1", "ConfigMap", "configmaps", Scope.NAMESPACED);
        serve("", "v1", "Secret", "secrets", Scope.NAMESPACED);
        serve("", "v1", "Service", "services", Scope.NAMESPACED);
        serve("", "v1", "Pod", "pods", Scope.NAMESPACED);
        serve("", "v1", "Endpoints", "endpoints", Scope.NAMESPACED);
        serve("", "v1", "Event", "events", Scope.NAMESPACED);
        serve("", "v1", "ServiceAccount", "serviceaccounts", Scope.NAMESPACED);
        serve("", "v1", "PersistentVolume", "persistentvolumes", Scope.CLUSTER);
        serve("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", Scope.NAMESPACED);
        serve("apps", "v1", "Deployment", "deployments", Scope.NAMESPACED);
        serve("apps", "v1", "StatefulSet", "statefulsets", Scope.NAMESPACED);
        serve("batch", "v1", "Job", "jobs", Scope.NAMESPACED);
        serve("coordination.k8s.io", "v1", "Lease", "leases", Scope.NAMESPACED);
        String rbac = "rbac.authorization.k8s.io";
        serve(rbac, "v1", "ClusterRole", "clusterroles", Scope.CLUSTER);
        serve(rbac, "v1", "Role", "roles", Scope.NAMESPACED);
        serve(rbac, "v1", "RoleBinding", "rolebindings", Scope.NAMESPACED);
        serve(
                "apiextensions.k8s.io",
                "v1",
                "CustomResourceDefinition",
                "customresourcedefinitions",
                Scope.CLUSTER);
        put(Manifests.namespace("default"));
        put(Manifests.namespace("kube-system"));
    }

    private void serve(String group, String version, String kind, String plural, Scope scope) {
        GroupKind groupKind = new GroupKind(group, kind);
        Set<String> subresources =
                group.equals("argoproj.io") ? Set.of() : Set.of("status"); // as their CRDs say
        kinds.put(
                groupKind,
                new ServedKind(groupKind, List.of(version), plural, scope, VERBS, subresources));
    }

    // ---- what a test does and sees

    /** Puts an object there as somebody else would. */
    public synchronized void put(Manifest manifest) {
        OwnedObject object = new OwnedObject(newContent(manifest));
        object.update("kubectl", OwnedObject.deepCopy(manifest.content()));
        store(manifest.key(), object);
    }

    /** A merge patch by another field manager. */
    public synchronized void edit(ResourceKey key, Map<String, Object> mergePatch) {
        OwnedObject object = objects.get(key).copy();
        object.update("kubectl", mergePatch);
        store(key, object);
    }

    /** What the object's own controller says of it. */
    public synchronized void editStatus(ResourceKey key, Map<String, Object> status) {
        OwnedObject object = objects.get(key).copy();
        object.update("kube-controller-manager", Map.of("status", status));
        store(key, object);
    }

    /** Deletes as somebody else would. */
    public synchronized void remove(ResourceKey key) {
        forget(key);
    }

    public synchronized Set<ResourceKey> keys() {
        return Set.copyOf(objects.keySet());
    }

    /** The kinds somebody listens to. */
    public Set<GroupKind> watched() {
        return listeners.stream().map(Listening::kind).collect(Collectors.toSet());
    }

    public synchronized Map<String, Object> content(ResourceKey key) {
        return OwnedObject.deepCopy(objects.get(key).content());
    }

    /** What was stored or deleted through the port: {@code apply KEY}, {@code delete KEY}. */
    public synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    /** Every request through the port, reads and dry runs included. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    public synchronized void forgetWrites() {
        writes.clear();
        requests.clear();
    }

    public synchronized void failWith(Faults newFaults) {
        faults = newFaults;
    }

    /** A rule of admission: the message to refuse with, or empty. */
    public synchronized void admit(Function<Manifest, Optional<String>> rule) {
        admission = rule;
    }

    /** What somebody else does whenever we have stored an object. */
    public synchronized void onWrite(Consumer<ResourceKey> reaction) {
        afterWrite = reaction;
    }

    /** The fields of an object that are ours; empty when none are. */
    public synchronized Optional<Map<String, Object>> appliedFields(ResourceKey key) {
        return live(key, objects.get(key), Detail.METADATA).fieldsAppliedBy(FIELD_MANAGER);
    }

    /** Told what is about to go by our hand: the object, and after it all that goes with it. */
    public synchronized void onDelete(Consumer<List<ResourceKey>> reaction) {
        beforeDelete = reaction;
    }

    /** What is in a namespace, or is of the kind that a definition defines, and goes with it. */
    public synchronized List<ResourceKey> heldBy(ResourceKey key) {
        OwnedObject object = objects.get(key);
        if (object != null && key.kind().equals("Namespace")) {
            return objects.keySet().stream()
                    .filter(inside -> inside.namespace().equals(key.name()))
                    .toList();
        }
        if (object != null && key.kind().equals("CustomResourceDefinition")) {
            return objects.keySet().stream()
                    .filter(instance -> instance.groupKind().equals(definedBy(object)))
                    .toList();
        }
        return List.of();
    }

    // ---- the port

    private void request(String what) throws ClusterException {
        requests.add(what);
        faults.before(what);
    }

    @Override
    public synchronized ServedKinds servedKinds() throws ClusterException {
        request("discover");
        return new ServedKinds(kinds, Set.of());
    }

    @Override
    public synchronized Optional<LiveObject> get(ResourceKey key) throws ClusterException {
        request("get " + key);
        return Optional.ofNullable(objects.get(key)).map(object -> live(key, object, Detail.FULL));
    }

    @Override
    public Optional<LiveObject> get(ResourceKey key, String apiVersion) throws ClusterException {
        return get(key);
    }

    @Override
    public synchronized List<LiveObject> list(
            GroupKind kind, String namespace, Detail detail, Predicate<LiveObject> wanted)
            throws ClusterException {
        request((detail == Detail.FULL ? "list whole " : "list ") + kind);
        served(kind);
        return all(kind, detail).stream()
                .filter(o -> namespace.isEmpty() || o.key().namespace().equals(namespace))
                .filter(wanted)
                .toList();
    }

    private List<LiveObject> all(GroupKind kind, Detail detail) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().groupKind().equals(kind))
                .map(entry -> live(entry.getKey(), entry.getValue(), detail))
                .toList();
    }

    @Override
    public synchronized LiveObject apply(Manifest manifest, ApplyMode mode)
            throws ClusterException {
        ResourceKey key = manifest.key();
        request((mode == ApplyMode.DRY_RUN ? "dry-run " : "apply ") + key);
        admit(manifest, served(key.groupKind()));
        OwnedObject before = objects.get(key);
        OwnedObject after = before == null ? new OwnedObject(newContent(manifest)) : before.copy();
        after.apply(FIELD_MANAGER, OwnedObject.deepCopy(manifest.content()));
        if (mode == ApplyMode.DRY_RUN || (before != null && after.sameAs(before))) {
            return live(key, after, Detail.FULL);
        }
        writes.add("apply " + key);
        store(key, after);
        LiveObject stored = live(key, after, Detail.FULL);
        afterWrite.accept(key);
        return stored;
    }

    @Override
    public synchronized LiveObject create(Manifest manifest) throws ClusterException {
        ResourceKey key = manifest.key();
        request("create " + key);
        admit(manifest, served(key.groupKind()));
        if (objects.containsKey(key)) {
            throw new ApiRefused(409, "AlreadyExists", key + " already exists");
        }
        OwnedObject object = new OwnedObject(newContent(manifest));
        object.update(FIELD_MANAGER, OwnedObject.deepCopy(manifest.content()));
        return written("create ", key, object);
    }

    @Override
    public synchronized LiveObject replace(Manifest manifest) throws ClusterException {
        ResourceKey key = manifest.key();
        request("replace " + key);
        admit(manifest, served(key.groupKind()));
        OwnedObject before = existing(key);
        Optional<String> version = Fields.text(manifest.content(), "metadata", "resourceVersion");
        checkVersion(key, before, version);
        OwnedObject after = before.copy();
        after.replace(FIELD_MANAGER, OwnedObject.deepCopy(manifest.content()));
        return written("replace ", key, after);
    }

    @Override
    public synchronized LiveObject patch(ResourceKey key, ObjectPatch patch)
            throws ClusterException {
        request("patch " + key);
        OwnedObject after = existing(key).copy();
        if (patch.type() == ObjectPatch.Type.JSON) {
            for (Object operation : (List<?>) patch.body()) {
                operate(key, after, operation);
            }
        } else {
            after.update(FIELD_MANAGER, OwnedObject.deepCopy(Fields.map(patch.body())));
        }
        return written("patch ", key, after);
    }

    /** What our code sends: a test of the version, and the owners of fields put anew. */
    private static void operate(ResourceKey key, OwnedObject object, Object operation)
            throws ApiRefused {
        String path = Fields.text(operation, "path").orElse("");
        if (path.equals("/metadata/resourceVersion")) {
            checkVersion(key, object, Fields.text(operation, "value"));
        } else if (path.equals("/metadata/managedFields")) {
            object.ownedAs(Fields.list(operation, "value"));
        } else if (Fields.text(operation, "op").equals(Optional.of("test"))) {
            checkValue(key, object, path, Fields.at(operation, "value"));
        } else {
            object.operate(path, Fields.at(operation, "value").orElse(null));
        }
    }

    private static void checkValue(
            ResourceKey key, OwnedObject object, String path, Optional<Object> wanted)
            throws ApiRefused {
        if (!object.at(path).equals(wanted)) {
            throw new ApiRefused(422, "Invalid", key + ": the test of " + path + " failed");
        }
    }

    private static void checkVersion(ResourceKey key, OwnedObject object, Optional<String> wanted)
            throws ApiRefused {
        Optional<String> version = Fields.text(object.content(), "metadata", "resourceVersion");
        if (wanted.isPresent() && !wanted.equals(version)) {
            throw new ApiRefused(409, "Conflict", key + " has been modified");
        }
    }

    private OwnedObject existing(ResourceKey key) throws ApiRefused {
        served(key.groupKind());
        OwnedObject object = objects.get(key);
        if (object == null) {
            throw new ApiRefused(404, "NotFound", key + " not found");
        }
        return object;
    }

    private LiveObject written(String verb, ResourceKey key, OwnedObject object) {
        OwnedObject before = objects.get(key);
        if (before == null || !object.sameAs(before)) {
            writes.add(verb + key);
            boolean ends =
                    Fields.text(object.content(), "metadata", "deletionTimestamp").isPresent()
                            && finalizers(object).isEmpty();
            if (ends) {
                forget(key);
                return live(key, object, Detail.FULL);
            }
            store(key, object);
            afterWrite.accept(key);
        }
        return live(key, objects.getOrDefault(key, object), Detail.FULL);
    }

    private void admit(Manifest manifest, ServedKind kind) throws ApiRefused {
        ResourceKey key = manifest.key();
        if (!kind.serves(manifest.apiVersion())) {
            throw new ApiRefused(404, "NotFound", manifest.apiVersion() + " is not served");
        }
        if (!key.name().matches("[a-z0-9]([-a-z0-9.:]*[a-z0-9])?")) {
            throw new ApiRefused(422, "Invalid", key + " is invalid: metadata.name");
        }
        if (kind.namespaced()
                && !objects.containsKey(new ResourceKey("", "Namespace", "", key.namespace()))) {
            throw new ApiRefused(
                    404, "NotFound", "namespaces \"" + key.namespace() + "\" not found");
        }
        if (key.kind().equals("ConfigMap")) {
            Map<String, Object> data = Fields.map(manifest.content(), "data");
            if (!data.values().stream().allMatch(String.class::isInstance)
                    || !data.keySet().stream().allMatch(name -> name.matches("[-._a-zA-Z0-9]+"))) {
                throw new ApiRefused(422, "Invalid", key + " is invalid: data");
            }
        }
        Optional<String> refusal = admission.apply(manifest);
        if (refusal.isPresent()) {
            throw new ApiRefused(403, "Forbidden", refusal.get());
        }
    }

    @Override
    public synchronized boolean delete(ResourceKey key, String uid, Propagation propagation)
            throws ClusterException {
        request("delete " + key);
        OwnedObject object = objects.get(key);
        if (object == null || !live(key, object, Detail.METADATA).uid().equals(uid)) {
            return false;
        }
        List<ResourceKey> going = new ArrayList<>(List.of(key));
        going.addAll(heldBy(key));
        beforeDelete.accept(going);
        writes.add("delete " + key);
        if (finalizers(object).isEmpty()) {
            forget(key);
        } else if (Fields.text(object.content(), "metadata", "deletionTimestamp").isEmpty()) {
            OwnedObject ending = object.copy();
            Fields.map(ending.content(), "metadata")
                    .put("deletionTimestamp", "2026-11-28T12:00:00Z");
            store(key, ending);
        }
        return true;
    }

    @Override
    public synchronized Watch watch(GroupKind kind, Detail detail, ObjectListener listener) {
        Listening listening = new Listening(kind, detail, listener);
        listener.listed(
                all(kind, detail).stream().filter(found -> listener.wants(found.key())).toList());
        listeners.add(listening);
        return () -> listeners.remove(listening);
    }

    @Override
    public void close() {
        listeners.clear();
    }

    // ---- the store

    private ServedKind served(GroupKind kind) throws ApiRefused {
        ServedKind served = kinds.get(kind);
        if (served == null) {
            throw new ApiRefused(404, "NotFound", "the cluster does not serve the kind " + kind);
        }
        return served;
    }

    private Map<String, Object> newContent(Manifest manifest) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", manifest.key().name());
        if (!manifest.key().namespace().isEmpty()) {
            metadata.put("namespace", manifest.key().namespace());
        }
        metadata.put("uid", "uid-" + ++clock);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", manifest.apiVersion());
        content.put("kind", manifest.key().kind());
        content.put("metadata", metadata);
        return content;
    }

    /** Finalizers keep it until somebody has taken them all off. */
    private static boolean isHeld(OwnedObject object) {
        return !Fields.list(object.content(), "metadata", "finalizers").isEmpty();
    }

    private void store(ResourceKey key, OwnedObject object) {
        if (live(key, object, Detail.METADATA).terminating() && !isHeld(object)) {
            forget(key);
            return;
        }
        Fields.map(object.content(), "metadata").put("resourceVersion", Long.toString(++clock));
        objects.put(key, object);
        if (key.kind().equals("CustomResourceDefinition")) {
            establish(object);
        }
        tell(key, listening -> listening.listener().changed(live(key, object, listening.detail())));
    }

    private void establish(OwnedObject definition) {
        Map<String, Object> spec = Fields.map(definition.content(), "spec");
        definition
                .content()
                .put(
                        "status",
                        Map.of(
                                "conditions",
                                List.of(Map.of("type", "Established", "status", "True"))));
        Object version = Fields.list(spec, "versions").get(0);
        serve(
                Fields.text(spec, "group").orElseThrow(),
                Fields.text(version, "name").orElseThrow(),
                Fields.text(spec, "names", "kind").orElseThrow(),
                Fields.text(spec, "names", "plural").orElseThrow(),
                Fields.text(spec, "scope").orElseThrow().equals("Namespaced")
                        ? Scope.NAMESPACED
                        : Scope.CLUSTER);
    }

    private static List<Object> finalizers(OwnedObject object) {
        return Fields.list(object.content(), "metadata", "finalizers");
    }

    private void forget(ResourceKey key) {
        List<ResourceKey> inside = heldBy(key);
        OwnedObject object = objects.remove(key);
        if (object == null) {
            return;
        }
        inside.forEach(this::forget);
        if (key.kind().equals("CustomResourceDefinition")) {
            kinds.remove(definedBy(object));
        }
        tell(key, listening -> listening.listener().deleted(live(key, object, listening.detail())));
    }

    private static GroupKind definedBy(OwnedObject definition) {
        Map<String, Object> spec = Fields.map(definition.content(), "spec");
        return new GroupKind(
                Fields.text(spec, "group").orElseThrow(),
                Fields.text(spec, "names", "kind").orElseThrow());
    }

    private void tell(ResourceKey key, Consumer<Listening> event) {
        listeners.stream()
                .filter(listening -> listening.kind().equals(key.groupKind()))
                .forEach(event);
    }

    private static LiveObject live(ResourceKey key, OwnedObject object, Detail detail) {
        Map<String, Object> content = OwnedObject.deepCopy(object.content());
        Fields.map(content, "metadata").put("managedFields", object.managedFields());
        if (detail == Detail.METADATA) {
            content.keySet().retainAll(Set.of("apiVersion", "kind", "metadata"));
        }
        return new LiveObject(key, Fields.text(content, "apiVersion").orElse(""), content);
    }
}
