package dev.nordbox.appliance.render.kustomize.config;

/**
 * How a replacement reads or writes a field.
 *
 * @param delimiter splits the field's text when not empty
 * @param index which part is meant
 * @param encoding read and ignored, as in the original
 * @param create whether a missing field is made
 */
public record FieldOptions(String delimiter, long index, String encoding, boolean create) {

    @Override
    public String toString() {
        return delimiter.isEmpty() && !create
                ? ""
                : delimiter + "(" + index + "), create=" + create;
    }
}
