package dev.nordbox.appliance.seal;

import java.util.Map;

/** Renders one entry of {@code spec.template.data}: Go's text/template with Sprig's functions. */
@FunctionalInterface
public interface SecretTemplate {

    /**
     * @param name of the entry
     * @param values the decrypted values, and the entries that are not encrypted as they stand;
     *     bytes, since a value need not be text
     */
    byte[] render(String name, String text, Map<String, byte[]> values) throws TemplateRefused;

    /** A template that cannot be rendered. The message quotes the template, never a value. */
    final class TemplateRefused extends Exception {
        private static final long serialVersionUID = 1L;

        public TemplateRefused(String message) {
            super(message);
        }
    }
}
