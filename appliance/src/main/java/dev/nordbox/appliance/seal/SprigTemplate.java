package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.render.gotemplate.Budget;
import dev.nordbox.appliance.render.gotemplate.Dot;
import dev.nordbox.appliance.render.gotemplate.GoTemplate;
import dev.nordbox.appliance.render.gotemplate.TemplateException;
import java.util.Map;
import java.util.Optional;

/**
 * Templates as Bitnami's controller renders them: Go's text/template with Sprig, a missing key as
 * {@code <no value>}. What it may cost is bounded.
 */
public final class SprigTemplate {

    /** A template that cannot be rendered. The message quotes the template, never a value. */
    static final class TemplateRefused extends Exception {
        private static final long serialVersionUID = 1L;

        TemplateRefused(String message) {
            super(message);
        }
    }

    /** Why a text can never be rendered, whatever the values; empty when there is nothing. */
    public Optional<String> refusal(String name, String text) {
        try {
            GoTemplate.parse(name, text);
            return Optional.empty();
        } catch (TemplateException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * One entry of {@code spec.template.data}.
     *
     * @param values the decrypted values, and the entries that are not encrypted as they stand;
     *     bytes, since a value need not be text
     */
    byte[] render(String name, String text, Map<String, byte[]> values) throws TemplateRefused {
        try {
            return GoTemplate.parse(name, text).execute(Dot.ofStrings(values), Budget.DEFAULT);
        } catch (TemplateException e) {
            throw new TemplateRefused(e.getMessage()); // has no values, as that type promises
        }
    }
}
