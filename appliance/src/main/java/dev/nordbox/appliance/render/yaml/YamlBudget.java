package dev.nordbox.appliance.render.yaml;

/**
 * What one text may cost before the parser refuses it. Checked while reading, before the tree is
 * built.
 *
 * @param characters length of the text
 * @param documents documents in one text
 * @param nodes maps, lists, scalars and keys, those that aliases expand to included
 * @param depth nesting of maps and lists
 */
public record YamlBudget(int characters, int documents, int nodes, int depth) {
    /** Room for the largest custom resource definitions in use, some twenty times over. */
    public static final YamlBudget DEFAULT = new YamlBudget(32 << 20, 20_000, 1_000_000, 200);
}
