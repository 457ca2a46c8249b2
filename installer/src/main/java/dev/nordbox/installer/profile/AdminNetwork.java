package dev.nordbox.installer.profile;

import java.util.List;

/**
 * Somewhere people administer the box from.
 *
 * @param name for people and reports: {@code office}
 * @param country where they sit, as ISO 3166-1 has it
 */
public record AdminNetwork(String name, List<String> cidrs, String country) {

    public AdminNetwork {
        cidrs = List.copyOf(cidrs);
    }
}
