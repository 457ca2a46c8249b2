package dev.nordbox.appliance.audit;

import java.util.List;

/**
 * What a reading of the whole trail found.
 *
 * @param lines sound lines that are there
 * @param first number of the first one; 0 when there is none. Those before it made room
 * @param end the last line
 * @param problems each with file and line; empty when nothing was cut, edited or taken away
 * @param entries those that were asked for, the oldest first
 * @param leftOff how many older ones were asked for, and are too many
 */
record AuditVerdict(
        long lines,
        long first,
        AuditHead end,
        List<String> problems,
        List<AuditLine> entries,
        long leftOff) {
    AuditVerdict {
        problems = List.copyOf(problems);
        entries = List.copyOf(entries);
    }
}
