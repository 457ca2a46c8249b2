package dev.nordbox.templates;

import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What templates may see: records by component, strings, numbers, booleans, lists, maps, and an
 * empty {@link Optional} as missing. Anything else has no place in a model, and no method can be
 * called.
 */
final class ModelWrapper extends DefaultObjectWrapper {

    ModelWrapper() {
        super(Configuration.VERSION_2_3_35);
    }

    @Override
    public @Nullable TemplateModel wrap(@Nullable Object object) throws TemplateModelException {
        return object instanceof Optional<?> optional
                ? super.wrap(optional.orElse(null))
                : super.wrap(object);
    }

    @Override
    protected TemplateModel handleUnknownType(Object object) throws TemplateModelException {
        if (object instanceof Record component) {
            return new RecordModel(component, this);
        }
        throw new TemplateModelException("no value for a template: " + object.getClass().getName());
    }
}
