package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A cluster without a server: the same contract, plus what a test needs to see and to break.
 * Watches are called in the thread that changes something.
 */
public final class InMemoryCluster implements Cluster {

    private final InMemoryKinds kinds = new InMemoryKinds();
    private final ObjectStore store = new ObjectStore(kinds);
    private final InMemoryAdmission admission = new InMemoryAdmission(kinds, store::has);
    private final List<String> writes = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final Map<GroupKind, String> unseen = new HashMap<>();
    private Faults faults = request -> {};
    private Consumer<ResourceKey> afterWrite = key -> {};
    private Consumer<List<ResourceKey>> beforeDelete = keys -> {};

    /** Called before each request; throws what the request is to fail with. */
    public interface Faults {
        void before(String request) throws ClusterException;
    }

    public InMemoryCluster() {
        put(Manifests.namespace("default"));
        put(Manifests.namespace("kube-system"));
    }

    // ---- what a test does and sees

    /** Puts an object there as somebody else would. */
    public synchronized void put(Manifest manifest) {
        OwnedObject object = store.newObject(manifest);
        object.update("kubectl", OwnedObject.deepCopy(manifest.content()));
        store.put(manifest.key(), object);
    }

    /** A kind of several versions, with what turns the others into the first. */
    public synchronized void serve(
            ServedKind kind, UnaryOperator<Map<String, Object>> toThePreferredVersion) {
        kinds.serve(kind, toThePreferredVersion);
    }

    /** A merge patch by another field manager. */
    public synchronized void edit(ResourceKey key, Map<String, Object> mergePatch) {
        OwnedObject object = store.get(key).copy();
        object.update("kubectl-edit", mergePatch);
        store.put(key, object);
    }

    /** What the object's own controller says of it. */
    public synchronized void editStatus(ResourceKey key, Map<String, Object> status) {
        OwnedObject object = store.get(key).copy();
        object.update("kube-controller-manager", Map.of("status", status));
        store.put(key, object);
    }

    /** Deletes as somebody else would. */
    public synchronized void remove(ResourceKey key) {
        store.forget(key);
    }

    public synchronized Set<ResourceKey> keys() {
        return store.keys();
    }

    /** The kinds somebody listens to. */
    public Set<GroupKind> watched() {
        return store.heard();
    }

    public synchronized Map<String, Object> content(ResourceKey key) {
        return OwnedObject.deepCopy(store.get(key).content());
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
        refuse(m -> rule.apply(m).map(why -> new ApiRefused(403, "Forbidden", why)));
    }

    /** A rule of admission that says with which code it refuses. */
    public synchronized void refuse(Function<Manifest, Optional<ApiRefused>> rule) {
        admission.rule(rule);
    }

    /** What somebody else does whenever we have stored an object. */
    public synchronized void onWrite(Consumer<ResourceKey> reaction) {
        afterWrite = reaction;
    }

    /** The fields of an object that are ours; empty when none are. */
    public synchronized Optional<Map<String, Object>> appliedFields(ResourceKey key) {
        return ObjectStore.live(key, store.get(key), Detail.METADATA)
                .fieldsAppliedBy(FIELD_MANAGER);
    }

    /** Told what is about to go by our hand: the object, and after it all that goes with it. */
    public synchronized void onDelete(Consumer<List<ResourceKey>> reaction) {
        beforeDelete = reaction;
    }

    /** What is in a namespace, or is of the kind that a definition defines, and goes with it. */
    public synchronized List<ResourceKey> heldBy(ResourceKey key) {
        return store.heldBy(key);
    }

    /** Nobody can list or watch the kind from now on: its conversion webhook is dead. */
    public synchronized void loseSightOf(GroupKind kind, String why) {
        unseen.put(kind, why);
    }

    // ---- the port

    private void request(String what) throws ClusterException {
        requests.add(what);
        faults.before(what);
    }

    @Override
    public synchronized ServedKinds servedKinds() throws ClusterException {
        request("discover");
        return kinds.all();
    }

    @Override
    public synchronized Optional<LiveObject> get(ResourceKey key) throws ClusterException {
        request("get " + key);
        return store.find(key).map(object -> store.read(key, object, Detail.FULL));
    }

    @Override
    public synchronized Optional<LiveObject> get(ResourceKey key, String apiVersion)
            throws ClusterException {
        Optional<LiveObject> preferred = get(key);
        return preferred.filter(live -> !live.apiVersion().equals(apiVersion)).isPresent()
                ? Optional.of(ObjectStore.live(key, store.get(key), Detail.FULL))
                : preferred;
    }

    @Override
    public synchronized List<LiveObject> list(
            GroupKind kind, String namespace, Detail detail, Predicate<LiveObject> wanted)
            throws ClusterException {
        request((detail == Detail.FULL ? "list whole " : "list ") + kind);
        kinds.served(kind);
        return store.all(kind, detail).stream()
                .filter(o -> namespace.isEmpty() || o.key().namespace().equals(namespace))
                .filter(wanted)
                .toList();
    }

    @Override
    public synchronized LiveObject apply(Manifest manifest, ApplyMode mode)
            throws ClusterException {
        ResourceKey key = manifest.key();
        request((mode == ApplyMode.DRY_RUN ? "dry-run " : "apply ") + key);
        admission.check(manifest);
        Optional<OwnedObject> before = store.find(key);
        OwnedObject after =
                before.map(OwnedObject::copy).orElseGet(() -> store.newObject(manifest));
        after.apply(FIELD_MANAGER, OwnedObject.deepCopy(manifest.content()));
        if (before.isPresent()) {
            admission.checkChange(key, before.get(), after);
        }
        if (mode == ApplyMode.DRY_RUN || before.filter(after::sameAs).isPresent()) {
            return ObjectStore.live(key, after, Detail.FULL);
        }
        writes.add("apply " + key);
        store.put(key, after);
        LiveObject stored = ObjectStore.live(key, after, Detail.FULL);
        afterWrite.accept(key);
        return stored;
    }

    @Override
    public synchronized LiveObject createAs(String fieldManager, Manifest manifest)
            throws ClusterException {
        ResourceKey key = manifest.key();
        request("create " + key);
        admission.check(manifest);
        if (store.has(key)) {
            throw new ApiRefused(409, "AlreadyExists", key + " already exists");
        }
        OwnedObject object = store.newObject(manifest);
        object.update(fieldManager, OwnedObject.deepCopy(manifest.content()));
        return written("create ", key, object);
    }

    @Override
    public synchronized LiveObject replaceAs(String fieldManager, Manifest manifest)
            throws ClusterException {
        ResourceKey key = manifest.key();
        request("replace " + key);
        admission.check(manifest);
        OwnedObject before = existing(key);
        Optional<String> version = Fields.text(manifest.content(), "metadata", "resourceVersion");
        checkVersion(key, before, version);
        OwnedObject after = before.copy();
        after.replace(fieldManager, OwnedObject.deepCopy(manifest.content()));
        admission.checkChange(key, before, after);
        return written("replace ", key, after);
    }

    @Override
    public synchronized LiveObject rehearse(Manifest manifest) throws ClusterException {
        ResourceKey key = manifest.key();
        request("rehearse " + key);
        admission.check(manifest);
        Optional<OwnedObject> before = store.find(key);
        checkVersion(
                key,
                before.orElseGet(() -> store.newObject(manifest)),
                Fields.text(manifest.content(), "metadata", "resourceVersion"));
        OwnedObject after =
                before.map(OwnedObject::copy).orElseGet(() -> store.newObject(manifest));
        after.replace(FIELD_MANAGER, OwnedObject.deepCopy(manifest.content()));
        if (before.isPresent()) {
            admission.checkChange(key, before.get(), after);
        }
        return ObjectStore.live(key, after, Detail.FULL);
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
        kinds.served(key.groupKind());
        Optional<OwnedObject> object = store.find(key);
        if (object.isEmpty()) {
            throw new ApiRefused(404, "NotFound", key + " not found");
        }
        return object.get();
    }

    private LiveObject written(String verb, ResourceKey key, OwnedObject object) {
        if (store.find(key).filter(object::sameAs).isEmpty()) {
            writes.add(verb + key);
            store.put(key, object);
            if (store.has(key)) {
                afterWrite.accept(key);
            }
        }
        return ObjectStore.live(key, store.find(key).orElse(object), Detail.FULL);
    }

    @Override
    public synchronized boolean delete(ResourceKey key, String uid, Propagation propagation)
            throws ClusterException {
        request("delete " + key);
        Optional<OwnedObject> present = store.find(key);
        Optional<String> presentUid =
                present.flatMap(object -> Fields.text(object.content(), "metadata", "uid"));
        if (!presentUid.equals(Optional.of(uid))) {
            return false;
        }
        OwnedObject object = present.orElseThrow();
        List<ResourceKey> going = new ArrayList<>(List.of(key));
        going.addAll(heldBy(key));
        beforeDelete.accept(going);
        writes.add("delete " + key);
        if (!ObjectStore.isHeld(object)) {
            store.forget(key);
        } else if (!ObjectStore.isTerminating(object)) {
            OwnedObject ending = object.copy();
            Fields.map(ending.content(), "metadata")
                    .put("deletionTimestamp", "2026-11-28T12:00:00Z");
            store.put(key, ending);
        }
        return true;
    }

    @Override
    public synchronized String serviceAccountToken(
            String namespace, String name, List<String> audiences, Duration lifetime)
            throws ClusterException {
        request("token " + namespace + "/" + name);
        existing(new ResourceKey("", "ServiceAccount", namespace, name));
        String claims =
                "{\"sub\":\"system:serviceaccount:%s:%s\",\"aud\":[\"%s\"]}"
                        .formatted(namespace, name, String.join("\",\"", audiences));
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return "e30." + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
    }

    @Override
    public synchronized Watch watch(GroupKind kind, Detail detail, ObjectListener listener) {
        if (unseen.containsKey(kind)) {
            listener.interrupted(unseen.get(kind));
            return () -> {};
        }
        listener.listed(
                store.all(kind, detail).stream()
                        .filter(found -> listener.wants(found.key()))
                        .toList());
        return store.listen(kind, detail, listener);
    }

    @Override
    public synchronized Watch watch(ResourceKey key, ObjectListener listener) {
        return watch(key.groupKind(), Detail.FULL, new HearsOne(key, listener));
    }

    @Override
    public void close() {
        store.hush();
    }
}
