package dev.nordbox.appliance.render.kustomize.resource;

import dev.nordbox.appliance.manifest.Kustomized;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.FieldSetter;
import dev.nordbox.appliance.render.yaml.MapNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One Kubernetes object on its way through a build, with its history: the ids it had, the prefixes
 * and suffixes its name was given. The history lies in {@link BuildAnnotations}.
 */
public final class Resource {
    private final MapNode node;
    private final Scope scope;
    private final List<String> refVarNames = new ArrayList<>();
    private String origin = "";
    private boolean generated;
    private WrittenValues written = WrittenValues.NONE;
    private History history = History.NONE;
    private Optional<Kustomized> kustomized = Optional.empty();

    public Resource(MapNode node, Scope scope) {
        this.node = node;
        this.scope = scope;
    }

    /** The object itself; changes to it are changes to the resource. */
    public MapNode node() {
        return node;
    }

    /** Where the object comes from, for people. */
    public String origin() {
        return origin;
    }

    /** The object stands in a file, as it is now. */
    public void setOrigin(String origin) {
        this.origin = origin;
        written = WrittenValues.of(this);
    }

    /** The object stands in no file; {@code kustomization} has it made. */
    public void setGenerator(String kustomization) {
        origin = kustomization;
        generated = true;
    }

    /** What it was made from; empty before {@link #removeBuildAnnotations}. */
    public Optional<Kustomized> kustomized() {
        return kustomized;
    }

    public Resource copy() {
        Resource copy = new Resource(node.copy(), scope);
        copy.refVarNames.addAll(refVarNames);
        copy.origin = origin;
        copy.generated = generated;
        copy.written = written;
        return copy;
    }

    public String kind() {
        return MetaFields.text(node, "kind");
    }

    public void setKind(String kind) {
        FieldSetter.set(node, "kind", kind);
    }

    public String apiVersion() {
        return MetaFields.text(node, "apiVersion");
    }

    public Gvk gvk() {
        return Gvk.of(apiVersion(), kind());
    }

    public void setGvk(Gvk gvk) {
        setKind(gvk.kind());
        FieldSetter.set(node, "apiVersion", gvk.apiVersion());
    }

    public String name() {
        return MetaFields.metaText(node, "name");
    }

    public void setName(String name) {
        FieldSetter.set(MetaFields.metadataOf(node), "name", name);
    }

    public String namespace() {
        return MetaFields.metaText(node, "namespace");
    }

    /** Sets the namespace; {@code ""} removes it. */
    public void setNamespace(String namespace) {
        if (namespace.isEmpty()) {
            MetaFields.metadata(node).ifPresent(meta -> meta.remove("namespace"));
        } else {
            FieldSetter.set(MetaFields.metadataOf(node), "namespace", namespace);
        }
    }

    public Map<String, String> labels() {
        return MetaFields.metaMap(node, "labels");
    }

    public void setLabels(Map<String, String> labels) {
        MetaFields.setMetaMap(node, "labels", labels);
    }

    public Map<String, String> annotations() {
        return MetaFields.metaMap(node, "annotations");
    }

    public void setAnnotations(Map<String, String> annotations) {
        MetaFields.setMetaMap(node, "annotations", annotations);
    }

    /** One annotation, {@code ""} when it is not there. */
    public String annotation(String name) {
        return node.at("metadata", "annotations", name).map(MetaFields::text).orElse("");
    }

    /** Sets one annotation and writes all of them anew. */
    public void annotate(String name, String value) {
        Map<String, String> annotations = annotations();
        annotations.put(name, value);
        setAnnotations(annotations);
    }

    /** A deleted object has no fields; it leaves the build when the transformer is done. */
    public boolean isEmpty() {
        return node.isEmpty();
    }

    /** The id made of the parts that may change; unique in a {@link ResMap}. */
    public ResId curId() {
        Gvk gvk = gvk();
        return new ResId(gvk, scope.isCertainlyClusterScoped(gvk), name(), namespace());
    }

    /** The first id the resource had. */
    public ResId orgId() {
        List<ResId> previous = prevIds();
        return previous.isEmpty() ? curId() : previous.get(0);
    }

    /** The ids the resource had before its present one, the oldest first. */
    public List<ResId> prevIds() {
        String names = annotation(BuildAnnotations.PREVIOUS_NAMES);
        if (names.isEmpty()) {
            return List.of();
        }
        String namespaces = annotation(BuildAnnotations.PREVIOUS_NAMESPACES);
        String kinds = annotation(BuildAnnotations.PREVIOUS_KINDS);
        if (!history.isOf(names, namespaces, kinds, apiVersion())) {
            history = History.read(names, namespaces, kinds, apiVersion());
        }
        return history.ids();
    }

    /** The present id and all before it. */
    public List<ResId> allIds() {
        List<ResId> ids = new ArrayList<>();
        ids.add(curId());
        ids.addAll(prevIds());
        return ids;
    }

    /** Remembers the present id before it changes. */
    public void storePreviousId() {
        ResId id = curId();
        append(BuildAnnotations.PREVIOUS_NAMES, id.name());
        append(BuildAnnotations.PREVIOUS_NAMESPACES, id.effectiveNamespace());
        append(BuildAnnotations.PREVIOUS_KINDS, id.gvk().kind());
    }

    public void addNamePrefix(String prefix) {
        append(BuildAnnotations.PREFIXES, prefix);
    }

    public void addNameSuffix(String suffix) {
        append(BuildAnnotations.SUFFIXES, suffix);
    }

    private List<String> list(String annotation) {
        String text = annotation(annotation);
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    private void append(String annotation, String value) {
        if (!value.isEmpty()) {
            String present = annotation(annotation);
            MetaFields.annotateQuoted(
                    node, annotation, present.isEmpty() ? value : present + "," + value);
        }
    }

    /**
     * Whether two resources went through the same layers, judged by the ends of their lists of
     * prefixes and suffixes.
     *
     * @param allowEmpty whether an empty list is equal to any
     */
    public boolean sharesAffixes(Resource other, boolean allowEmpty) {
        return sameEnding(
                        list(BuildAnnotations.PREFIXES),
                        other.list(BuildAnnotations.PREFIXES),
                        allowEmpty)
                && sameEnding(
                        list(BuildAnnotations.SUFFIXES),
                        other.list(BuildAnnotations.SUFFIXES),
                        allowEmpty);
    }

    private static boolean sameEnding(List<String> left, List<String> right, boolean allowEmpty) {
        if (left.isEmpty() || right.isEmpty()) {
            return allowEmpty || left.size() == right.size();
        }
        int shared = Math.min(left.size(), right.size());
        return left.subList(left.size() - shared, left.size())
                .equals(right.subList(right.size() - shared, right.size()));
    }

    public boolean isEnabled(String annotation) {
        return annotation(annotation).equals(BuildAnnotations.ENABLED);
    }

    public void enable(String annotation) {
        annotate(annotation, BuildAnnotations.ENABLED);
    }

    /** The names of the vars that read their value here. */
    public List<String> refVarNames() {
        return refVarNames;
    }

    /** The annotations that a JSON patch must not touch. */
    public Map<String, String> internalAnnotations() {
        Map<String, String> internal = new TreeMap<>(annotations());
        internal.keySet().removeIf(name -> !BuildAnnotations.isInternal(name));
        return internal;
    }

    /** The build is done: what it was made from is known, and no trace of it is left in it. */
    public void removeBuildAnnotations() {
        kustomized = Optional.of(Beginnings.of(this, generated, written));
        Map<String, String> annotations = annotations();
        if (!annotations.isEmpty()) {
            annotations.keySet().removeAll(BuildAnnotations.ALL);
            setAnnotations(annotations);
        }
    }

    public void removeAnnotation(String name) {
        Map<String, String> annotations = annotations();
        annotations.remove(name);
        setAnnotations(annotations);
    }

    /** Takes over metadata and history of the resource that this one is going to replace. */
    public void copyMetadataFrom(Resource other) {
        Map<String, String> labels = other.labels();
        labels.putAll(labels());
        setLabels(labels);

        Map<String, String> own = annotations();
        Map<String, String> theirs = other.annotations();
        Map<String, String> merged = new TreeMap<>(theirs);
        merged.putAll(own);
        merged.keySet().removeAll(BuildAnnotations.ALL);
        for (String name : BuildAnnotations.ALL) {
            String value = theirs.get(name);
            if (value != null) {
                merged.put(name, value);
            }
        }
        if (!own.containsKey(BuildAnnotations.NEEDS_HASH_SUFFIX)) {
            merged.remove(BuildAnnotations.NEEDS_HASH_SUFFIX);
        }
        setAnnotations(merged);
        setName(other.name());
        setNamespace(other.namespace());
        refVarNames.clear();
        refVarNames.addAll(other.refVarNames);
    }

    /** Adds the entries of another's {@code data} and {@code binaryData} that are missing here. */
    public void mergeDataFrom(Resource other) {
        Entries.merge(node, "data", other.node);
        Entries.merge(node, "binaryData", other.node);
    }

    /**
     * @throws RenderException when kind or name are missing
     */
    public void requireMetadata() throws RenderException {
        Metadata.of(node).validate();
    }

    /**
     * The original keeps type and name in two ways; a null in one of them makes them differ.
     *
     * @throws RenderException when they do
     */
    public void requireSameIdentity() throws RenderException {
        Metadata metadata = Metadata.of(node);
        requireSame("APIVersion", metadata.apiVersion(), gvk().apiVersion());
        requireSame("Kind", metadata.kind(), kind());
    }

    private static void requireSame(String field, String left, String right)
            throws RenderException {
        if (!left.equals(right)) {
            throw new RenderException(
                    "node-referrerOriginal '%s' mismatch '%s' != '%s'"
                            .formatted(field, left, right));
        }
    }
}
