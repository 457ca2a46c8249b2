package dev.nordbox.installer.drill;

import java.util.List;

/**
 * What one check of a restored box came to.
 *
 * @param check its id, {@code namespaces}
 * @param met whether it is as the kit has it, and works
 * @param observed what was seen, or everything that is wrong; never a secret
 */
public record Checked(String check, boolean met, String observed) {

    /**
     * @param good what is told when nothing is wrong
     */
    static Checked of(String check, String good, List<String> wrong) {
        return new Checked(
                check, wrong.isEmpty(), wrong.isEmpty() ? good : String.join("; ", wrong));
    }
}
