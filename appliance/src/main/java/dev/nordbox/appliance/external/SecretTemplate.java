package dev.nordbox.appliance.external;

import dev.nordbox.appliance.render.gotemplate.Budget;
import dev.nordbox.appliance.render.gotemplate.Dot;
import dev.nordbox.appliance.render.gotemplate.Functions;
import dev.nordbox.appliance.render.gotemplate.GoTemplate;
import dev.nordbox.appliance.render.gotemplate.MissingKey;
import dev.nordbox.appliance.render.gotemplate.TemplateException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A template as External Secrets renders it: a missing key is a failure. */
final class SecretTemplate {
    private final GoTemplate template;

    private SecretTemplate(GoTemplate template) {
        this.template = template;
    }

    static SecretTemplate parse(String name, String text) throws TemplateException {
        return new SecretTemplate(
                GoTemplate.parse(name, text, Functions.externalSecrets(), MissingKey.ERROR));
    }

    byte[] render(Map<String, byte[]> values) throws TemplateException {
        return template.execute(Dot.ofStrings(values), Budget.DEFAULT);
    }

    /** Over one key, as {@code .value}. */
    String renderKey(String key) throws TemplateException {
        byte[] value = key.getBytes(StandardCharsets.UTF_8);
        return new String(render(Map.of("value", value)), StandardCharsets.UTF_8);
    }
}
