package dev.nordbox.appliance.render.kustomize.resource;

import dev.nordbox.appliance.render.RenderException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The resources of a build, in the order they were read or generated. No two may have the same
 * current id. Looking up by id is done in an index, which whoever changes ids has to {@link
 * #refresh} or {@link #forgetIds}.
 */
public final class ResMap {
    private List<Resource> resources = new ArrayList<>();
    private @Nullable Index index;

    /** How a generated resource relates to those that are there. */
    private static final String REPLACE = "replace";

    private static final String MERGE = "merge";

    public static ResMap of(List<Resource> resources) throws RenderException {
        ResMap map = new ResMap();
        map.appendAll(resources);
        return map;
    }

    /** A copy of the list; the resources are the same. */
    public List<Resource> resources() {
        return List.copyOf(resources);
    }

    public int size() {
        return resources.size();
    }

    /**
     * @throws RenderException when a resource with the same id is there
     */
    public void append(Resource resource) throws RenderException {
        ResId id = resource.curId();
        if (index().hasCurrent(id.key())) {
            throw new RenderException("may not add resource with an already registered id: " + id);
        }
        resources.add(resource);
        index().add(resource);
    }

    public void appendAll(Collection<Resource> others) throws RenderException {
        for (Resource resource : others) {
            append(resource);
        }
    }

    /** Puts the resources into another order, or leaves some out. */
    public void setResources(List<Resource> others) {
        resources = new ArrayList<>(others);
        forgetIds();
    }

    /** Removes resources that a transformer has emptied. */
    public void dropEmpties() {
        if (resources.removeIf(Resource::isEmpty)) {
            forgetIds();
        }
    }

    /** To be called when ids of any resources may have changed. */
    public void forgetIds() {
        index = null;
    }

    /** To be called when the id of one resource may have changed. */
    public void refresh(Resource resource) {
        Index present = index;
        if (present != null) {
            present.replace(resource, resource);
        }
    }

    public List<Resource> withCurrentId(ResId id) {
        return List.copyOf(index().current(id.key()));
    }

    /** Resources that have or had the id. */
    public List<Resource> withAnyId(ResId id) {
        return index().any(id.key()).stream().filter(resource -> !resource.isEmpty()).toList();
    }

    /** Resources that have or had an id of that name which meets a condition. */
    public List<Resource> withAnyName(String name, Predicate<ResId> condition) {
        return index().named(name).stream()
                .filter(resource -> !resource.isEmpty())
                .filter(resource -> resource.allIds().stream().anyMatch(condition))
                .toList();
    }

    /** The first resource whose current id is also another's. */
    public Optional<ResId> firstDuplicate() {
        return index().duplicate();
    }

    /**
     * The one resource that has or had the id.
     *
     * @throws RenderException when there is none, or more than one
     */
    public Resource byId(ResId id) throws RenderException {
        List<Resource> matches = withAnyId(id);
        if (matches.size() != 1) {
            String count = matches.isEmpty() ? "no matches" : "multiple matches";
            throw new RenderException(
                    count + " for Id " + id + "; failed to find unique target for patch " + id);
        }
        return matches.get(0);
    }

    /** Appends generated resources, or merges them into what they were generated for. */
    public void absorbAll(List<Resource> generated) throws RenderException {
        for (Resource resource : generated) {
            absorb(resource);
        }
    }

    private void absorb(Resource resource) throws RenderException {
        ResId id = resource.curId();
        String behavior = resource.annotation(BuildAnnotations.GENERATOR_BEHAVIOR);
        List<Resource> matches = withAnyId(id);
        if (matches.isEmpty()) {
            if (behavior.equals(MERGE) || behavior.equals(REPLACE)) {
                throw new RenderException(
                        "id " + id.toGoSyntax() + " does not exist; cannot merge or replace");
            }
            append(resource);
            return;
        }
        if (matches.size() > 1) {
            throw new RenderException(
                    "found multiple objects "
                            + GoText.list(matches.stream().map(Resource::curId).toList())
                            + " that could accept merge of "
                            + id);
        }
        Resource old = matches.get(0);
        switch (behavior) {
            case REPLACE -> resource.copyMetadataFrom(old);
            case MERGE -> {
                String origin = old.annotation(BuildAnnotations.ORIGIN);
                resource.copyMetadataFrom(old);
                resource.mergeDataFrom(old);
                if (!origin.isEmpty()) {
                    resource.annotate(BuildAnnotations.ORIGIN, origin);
                }
            }
            default ->
                    throw new RenderException(
                            "id %s exists; can not use behavior: '%s', behavior must be merge or replace"
                                    .formatted(
                                            id.toGoSyntax(),
                                            behavior.isEmpty() ? "unspecified" : behavior));
        }
        replace(old, resource);
    }

    private void replace(Resource old, Resource replacement) throws RenderException {
        int at = resources.indexOf(old);
        List<Resource> holders = withCurrentId(replacement.curId());
        if (holders.size() > 1) {
            throw new RenderException("in Replace: id matched " + holders.size() + " resources");
        }
        if (holders.isEmpty()) {
            throw new RenderException(
                    "cannot find resource with id " + replacement.curId() + " to replace");
        }
        if (holders.get(0) != old) {
            throw new RenderException("unexpected target index in replacement");
        }
        resources.set(at, replacement);
        index().replace(old, replacement);
    }

    private Index index() {
        Index present = index;
        if (present == null) {
            present = new Index(resources);
            index = present;
        }
        return present;
    }

    /** Resources by name, for those who look up many. */
    public Map<String, List<Resource>> byPreviousName() {
        Map<String, List<Resource>> byName = new HashMap<>();
        for (Resource resource : resources) {
            resource.prevIds().stream()
                    .map(ResId::name)
                    .distinct()
                    .forEach(
                            name ->
                                    byName.computeIfAbsent(name, any -> new ArrayList<>())
                                            .add(resource));
        }
        return byName;
    }
}
