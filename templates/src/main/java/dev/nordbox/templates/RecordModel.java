package dev.nordbox.templates;

import freemarker.template.ObjectWrapper;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record as a template sees it: its components by name, and an error for any other name. */
final class RecordModel implements TemplateHashModel {
    private final Record values;
    private final ObjectWrapper wrapper;

    RecordModel(Record values, ObjectWrapper wrapper) {
        this.values = values;
        this.wrapper = wrapper;
    }

    @Override
    public @Nullable TemplateModel get(String name) throws TemplateModelException {
        for (RecordComponent component : components()) {
            if (component.getName().equals(name)) {
                return wrapper.wrap(value(component));
            }
        }
        // An exception where Freemarker would take null: `??` and `!` must not hide a misspelt
        // name.
        throw new UnknownComponent(
                name, Arrays.stream(components()).map(RecordComponent::getName).toList());
    }

    @Override
    public boolean isEmpty() {
        return components().length == 0;
    }

    private RecordComponent[] components() {
        return values.getClass().getRecordComponents();
    }

    private @Nullable Object value(RecordComponent component) throws TemplateModelException {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(values);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new TemplateModelException("cannot read component " + component.getName(), e);
        }
    }

    /** A template asks for a name that its model does not have. */
    static final class UnknownComponent extends TemplateModelException {
        private static final long serialVersionUID = 1L;
        private final String remedy;

        UnknownComponent(String name, List<String> components) {
            super("`" + name + "` is missing in the model");
            this.remedy =
                    DidYouMean.orElse(
                            name, components, "the model has: " + String.join(", ", components));
        }

        String remedy() {
            return remedy;
        }
    }
}
