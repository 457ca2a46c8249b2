package dev.nordbox.installer.control;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.registry.Registration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that was looked at and tried on a box.
 *
 * @param sections what the scripts found, by section
 * @param outside what came of connecting from the operator's machine
 * @param registrations of the host's public addresses
 * @param endpoints registrations of what the list of endpoints names
 * @param uptime what it stands for: another boot is another box to prove
 * @param at when it was seen
 */
public record Seen(
        Profile profile,
        BoxConfig config,
        HostFacts facts,
        Map<String, String> sections,
        OutsideProbe.Answers outside,
        List<Registration> registrations,
        List<Registration> endpoints,
        Uptime uptime,
        Instant at) {

    private static final String HEADER = "==nordbox== ";

    public Seen {
        sections = Map.copyOf(sections);
        registrations = List.copyOf(registrations);
        endpoints = List.copyOf(endpoints);
    }

    /** The same with one more section. */
    public Seen with(String section, String text) {
        Map<String, String> more = new LinkedHashMap<>(sections);
        more.put(section, text);
        return new Seen(
                profile, config, facts, more, outside, registrations, endpoints, uptime, at);
    }

    /** Whether a section was written at all, be it empty. */
    boolean has(String section) {
        return sections.containsKey(section);
    }

    /** What a section holds; {@code ""} when it is not there. */
    String text(String section) {
        return sections.getOrDefault(section, "");
    }

    List<String> lines(String section) {
        return text(section).lines().filter(line -> !line.isBlank()).toList();
    }

    /** {@code KEY=value} words of a section, one a line or several. */
    Map<String, String> values(String section) {
        return words(text(section));
    }

    /** The line of a probe as its words; empty when the probe did not come to its end. */
    Map<String, String> probe(String id) {
        return lines("probes").stream()
                .filter(line -> line.startsWith(id + " "))
                .findFirst()
                .map(Seen::words)
                .orElse(Map.of());
    }

    static Map<String, String> words(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : text.split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return values;
    }

    /**
     * What a script wrote, by its headers. What a login shell prints before the first is passed
     * over.
     */
    static Map<String, String> sections(String text) {
        Map<String, String> sections = new LinkedHashMap<>();
        String[] parts = text.split("(?m)^" + HEADER);
        for (int i = 1; i < parts.length; i++) {
            int end = (parts[i] + "\n").indexOf('\n');
            String body = parts[i].substring(Math.min(end + 1, parts[i].length()));
            sections.put(parts[i].substring(0, end).strip(), body.strip());
        }
        return sections;
    }
}
