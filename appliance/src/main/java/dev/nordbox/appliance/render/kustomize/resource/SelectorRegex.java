package dev.nordbox.appliance.render.kustomize.resource;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.kustomize.regex.GoRegex;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A selector ready to match: each field is an expression that has to match a whole value. */
public final class SelectorRegex {
    private final Selector selector;
    private final Field group;
    private final Field version;
    private final Field kind;
    private final Field name;
    private final Field namespace;
    private @Nullable LabelSelector labels;
    private @Nullable LabelSelector annotations;

    /**
     * @throws RenderException when a field is no regular expression
     */
    public SelectorRegex(Selector selector) throws RenderException {
        this.selector = selector;
        ResId id = selector.id();
        group = Field.of(id.gvk().group());
        version = Field.of(id.gvk().version());
        kind = Field.of(id.gvk().kind());
        name = Field.of(id.name());
        namespace = Field.of(id.namespace());
    }

    public Selector selector() {
        return selector;
    }

    public boolean matchesGvk(Gvk gvk) throws RenderStopped {
        return group.matches(gvk.group())
                && version.matches(gvk.version())
                && kind.matches(gvk.kind());
    }

    public boolean matchesName(String value) throws RenderStopped {
        return name.matches(value);
    }

    public boolean matchesNamespace(String value) throws RenderStopped {
        return namespace.matches(value);
    }

    /** Whether type, name and namespace all match, the namespace as the id spells it. */
    public boolean matchesId(ResId id) throws RenderStopped {
        return matchesGvk(id.gvk()) && matchesName(id.name()) && matchesNamespace(id.namespace());
    }

    /**
     * Whether a patch is for the resource: by the name and namespace it has or had first, and by
     * the type it has.
     */
    public boolean selects(Resource resource) throws RenderException {
        if (!matchesGvk(resource.gvk())) {
            return false;
        }
        ResId current = resource.curId();
        ResId original = resource.orgId();
        return (matchesNamespace(original.effectiveNamespace())
                        || matchesNamespace(current.effectiveNamespace()))
                && (matchesName(original.name()) || matchesName(current.name()))
                && matchesLabels(resource)
                && matchesAnnotations(resource);
    }

    /**
     * @throws RenderException when the label selector is none; told only once it is needed
     */
    public boolean matchesLabels(Resource resource) throws RenderException {
        LabelSelector parsed = labels;
        if (parsed == null) {
            parsed = LabelSelector.parse(selector.labelSelector());
            labels = parsed;
        }
        return parsed.isEmpty() || parsed.matches(resource.labels());
    }

    /**
     * @throws RenderException when the annotation selector is none; told only once it is needed
     */
    public boolean matchesAnnotations(Resource resource) throws RenderException {
        LabelSelector parsed = annotations;
        if (parsed == null) {
            parsed = LabelSelector.parse(selector.annotationSelector());
            annotations = parsed;
        }
        return parsed.isEmpty() || parsed.matches(resource.annotations());
    }

    /** One field: empty matches all, a plain word is compared, anything else is an expression. */
    private record Field(String text, @Nullable GoRegex regex) {
        private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_/-]*");

        static Field of(String text) throws RenderException {
            return WORD.matcher(text).matches()
                    ? new Field(text, null)
                    : new Field(text, GoRegex.compile("^(?:" + text + ")$"));
        }

        boolean matches(String value) throws RenderStopped {
            if (regex == null) {
                return text.isEmpty() || text.equals(value);
            }
            return regex.find(value);
        }
    }
}
