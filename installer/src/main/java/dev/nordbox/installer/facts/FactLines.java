package dev.nordbox.installer.facts;

import dev.nordbox.installer.problem.Problem;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the facts script wrote, read strictly: a line it cannot have written ends the run. What a
 * login shell prints before the script begins is passed over.
 */
final class FactLines {
    private static final String FIRST_LINE = "nordbox-facts\t1";
    private static final String LAST_LINE = "done";
    private static final String BEGIN = "begin\t";
    private static final Set<String> KEYS =
            ShellSurvey.SECTIONS.stream()
                    .flatMap(section -> section.keys().stream())
                    .collect(Collectors.toUnmodifiableSet());

    private final String host;
    private final Way way;
    private final Map<String, List<FactLine>> lines = new HashMap<>();
    private final Map<String, List<List<String>>> blocks = new HashMap<>();
    private final Map<FactSection<?>, Object> values = new HashMap<>();

    /** How the script came to run: what it cannot tell itself. */
    record Way(
            FactQuery query,
            Optional<Problem> rootRefusal,
            boolean byKey,
            Instant asked,
            Instant answered) {}

    FactLines(String host, String text, Way way) throws FactsUnreadable {
        this.host = host;
        this.way = way;
        read(new ArrayDeque<>(text.lines().toList()));
    }

    private void read(Deque<String> left) throws FactsUnreadable {
        while (!left.isEmpty() && !left.peek().equals(FIRST_LINE)) {
            left.pop();
        }
        if (left.isEmpty()) {
            throw unreadable("there are none", "(nothing)");
        }
        left.pop();
        while (!left.isEmpty()) {
            String line = left.pop();
            if (line.equals(LAST_LINE)) {
                return;
            }
            boolean block = line.startsWith(BEGIN);
            String key = block ? line : new FactLine(line).at(0);
            if (!KEYS.contains(key)) {
                throw unreadable("an unknown key", line);
            }
            if (block) {
                blocks.computeIfAbsent(key, one -> new ArrayList<>()).add(block(key, left));
            } else {
                lines.computeIfAbsent(key, one -> new ArrayList<>()).add(new FactLine(line));
            }
        }
        throw unreadable("they stop in the middle", "(end)");
    }

    private List<String> block(String begin, Deque<String> left) throws FactsUnreadable {
        String end = "end\t" + begin.substring(BEGIN.length());
        List<String> block = new ArrayList<>();
        while (!left.isEmpty()) {
            String line = left.pop();
            if (line.equals(end)) {
                return block;
            }
            block.add(line);
        }
        throw unreadable("a block has no end", end);
    }

    HostFacts facts() throws FactsUnreadable {
        for (FactSection<?> section : ShellSurvey.SECTIONS) {
            get(section);
        }
        return new HostFacts(values, Optional.empty());
    }

    /** What a section tells, be it another one. */
    @SuppressWarnings("unchecked") // a section's value is put nowhere else
    <T> T get(FactSection<T> section) throws FactsUnreadable {
        Object known = values.get(section);
        if (known != null) {
            return (T) known;
        }
        T value = section.reading().of(this);
        values.put(section, value);
        return value;
    }

    UnitFacts unit(String name) throws FactsUnreadable {
        return get(UnitFacts.SECTION).getOrDefault(name, UnitFacts.ABSENT);
    }

    Way way() {
        return way;
    }

    boolean has(String key) {
        return lines.containsKey(key);
    }

    /** The line with a key that every host tells, of so many fields. */
    <T> T one(String key, int fields, Function<FactLine, T> reading) throws FactsUnreadable {
        if (last(key, FactLine::fields).filter(count -> count == fields).isEmpty()) {
            throw unreadable("missing or incomplete", key);
        }
        return last(key, reading).orElseThrow();
    }

    <T> Optional<T> last(String key, Function<FactLine, T> reading) throws FactsUnreadable {
        List<T> all = all(key, reading);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** All lines with a key, in the order in which they were written. */
    <T> List<T> all(String key, Function<FactLine, T> reading) throws FactsUnreadable {
        List<T> all = new ArrayList<>();
        for (FactLine line : lines.getOrDefault(key, List.of())) {
            try {
                all.add(reading.apply(line));
            } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
                throw unreadable("a field is missing or no number", line.text());
            }
        }
        return List.copyOf(all);
    }

    /** All lines with a key by the name in one of their fields; the last one of a name counts. */
    <T> Map<String, T> named(String key, int name, Function<FactLine, T> reading)
            throws FactsUnreadable {
        Map<String, T> named = new HashMap<>();
        all(key, line -> Map.entry(line.at(name), reading.apply(line)))
                .forEach(entry -> named.put(entry.getKey(), entry.getValue()));
        return Map.copyOf(named);
    }

    /** What stands between {@code begin} and {@code end}, in whichever words. */
    List<String> block(String name) {
        return blocks(name).stream().flatMap(List::stream).toList();
    }

    /** Where there may be several. */
    List<List<String>> blocks(String name) {
        return blocks.getOrDefault(BEGIN + name, List.of());
    }

    FactsUnreadable unreadable(String why, String line) {
        return new FactsUnreadable(host, why, line);
    }
}
