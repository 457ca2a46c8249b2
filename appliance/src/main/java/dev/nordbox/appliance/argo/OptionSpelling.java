package dev.nordbox.appliance.argo;

import java.util.Set;

/** Which entries of a list of sync options mean something. */
final class OptionSpelling {

    private OptionSpelling() {}

    /**
     * @param switches the options that are true or false
     */
    static boolean isKnown(String option, Set<String> switches) {
        int sign = option.indexOf('=');
        String name = sign < 0 ? option : option.substring(0, sign);
        String value = sign < 0 ? "" : option.substring(sign + 1);
        return switch (name) {
            case "Prune", "Delete" -> Removal.isValue(value);
            default -> switches.contains(name) && (value.equals("true") || value.equals("false"));
        };
    }
}
