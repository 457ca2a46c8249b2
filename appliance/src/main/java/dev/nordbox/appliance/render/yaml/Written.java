package dev.nordbox.appliance.render.yaml;

/**
 * Whether and where a scalar was written to text before its value is read. The original does that
 * to whole objects, and go-yaml v3 does not read everything as it was before it wrote it.
 */
enum Written {
    NOT,
    IN_BLOCK,
    /** Inside braces or brackets. */
    IN_FLOW;

    /** Where the content of a map or list goes that is written here itself. */
    Written inside(Node collection) {
        return this == IN_BLOCK && collection.style() == Style.FLOW ? IN_FLOW : this;
    }

    /**
     * The type a scalar has when it is read. Quotes make a string of a number unless its tag is
     * spelled out; that happens when a patch puts one where a quoted text was. A null left blank is
     * written in quotes where nothing else would mark its place.
     */
    String typeOf(ScalarNode scalar) {
        return typeOf(scalar, this == IN_FLOW);
    }

    String typeOfKey(ScalarNode key) {
        return typeOf(key, this != NOT);
    }

    private String typeOf(ScalarNode scalar, boolean quotesBlank) {
        String tag = scalar.tag();
        boolean quoted = scalar.style() != Style.DEFAULT || quotesBlank && scalar.value().isEmpty();
        if (tag.isEmpty()) {
            return quoted ? Tag.STRING : Schema.V3.resolve(scalar.value());
        }
        boolean dropsTag =
                this != NOT
                        && quoted
                        && !scalar.isTagged()
                        && !tag.equals(Tag.STRING)
                        && Schema.V3.resolve(scalar.value()).equals(tag);
        return dropsTag ? Tag.STRING : tag;
    }

    /** Whether go-yaml takes a key for a merge key, which it may have become by being written. */
    boolean merges(ScalarNode key) {
        if (!key.value().equals(MergeKeys.NAME)) {
            return false;
        }
        boolean written = this != NOT && key.style() == Style.DEFAULT && !key.isTagged();
        return written || key.tag().isEmpty() || key.tag().equals(Tag.MERGE);
    }

    String textOf(ScalarNode scalar) {
        boolean folded =
                this == IN_BLOCK
                        && scalar.style() == Style.FOLDED
                        && SourceText.scalar(scalar).style(false, false) == Style.FOLDED;
        return folded ? FoldedText.writtenAndRead(scalar.value()) : scalar.value();
    }

    /** Whether the text is written as a block that cannot be read: a tab looks like indentation. */
    boolean opensWithTab(ScalarNode scalar) {
        if (this != IN_BLOCK || !scalar.value().startsWith("\t")) {
            return false;
        }
        Style style = SourceText.scalar(scalar).style(false, false);
        return style == Style.LITERAL || style == Style.FOLDED;
    }
}
