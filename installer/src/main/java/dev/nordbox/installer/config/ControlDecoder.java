package dev.nordbox.installer.config;

import dev.nordbox.installer.profile.Control;
import dev.nordbox.installer.profile.Control.Severity;
import dev.nordbox.installer.profile.Control.Source;
import dev.nordbox.installer.profile.Control.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads one control's file. */
final class ControlDecoder {
    private final Section section;
    private final Problems problems;

    ControlDecoder(Section section, Problems problems) {
        this.section = section;
        this.problems = problems;
    }

    /**
     * @param file its name without ending, which is the control's id
     */
    Control control(String file) {
        String id = needed("id", ProfileFormats.CONTROL_ID);
        if (!id.isEmpty() && !id.equals(file)) {
            problems.add(
                    section.location("id"),
                    "control " + id + " lies in " + file + ".yaml",
                    "call the file " + id + ".yaml");
        }
        String standing = needed("standing", ProfileFormats.STANDING);
        Control control =
                new Control(
                        id,
                        needed("requirement", Format.ANY),
                        needed("severity", ProfileFormats.SEVERITY).equals("should")
                                ? Severity.SHOULD
                                : Severity.MUST,
                        sources(),
                        Arrays.stream(Standing.values())
                                .filter(known -> known.word().equals(standing))
                                .findFirst()
                                .orElse(Standing.NOT_IMPLEMENTED),
                        section.texts("enforcedBy", Format.ANY),
                        section.flag("offSwitch"),
                        section.texts("verifiedBy", Format.ANY),
                        section.texts("missing", Format.ANY),
                        needed("evidence", Format.ANY),
                        section.text("doesNotProve", Format.ANY).orElse(""));
        checkStanding(control);
        section.done();
        return control;
    }

    /** The words must fit what is there: nothing is called enforced that nobody enforces. */
    private void checkStanding(Control control) {
        boolean enforced = !control.enforcedBy().isEmpty();
        boolean verified = !control.verifiedBy().isEmpty();
        boolean fits =
                switch (control.standing()) {
                    case ENFORCED -> enforced && verified;
                    case OBSERVED -> !enforced && verified;
                    case MANUAL -> !verified;
                    case NOT_IMPLEMENTED -> !verified && !control.missing().isEmpty();
                };
        if (!fits) {
            problems.add(
                    section.location("standing"),
                    control.id()
                            + " is called "
                            + control.standing().word()
                            + ", which does not fit what enforces and verifies it",
                    "enforced has both, observed only verifiedBy, manual none, not-implemented says"
                            + " what is missing");
        }
    }

    private List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        for (Section source : section.sections("sources")) {
            sources.add(
                    new Source(source.text("ref", Format.ANY).orElse(""), source.flag("checked")));
            source.done();
        }
        if (sources.isEmpty()) {
            problems.add(section.location(), "a control without `sources`", "say where it is from");
        }
        return sources;
    }

    private String needed(String key, Format format) {
        if (!section.has(key)) {
            problems.add(section.location(), "a control without `" + key + "`", "add it");
        }
        return section.text(key, format).orElse("");
    }
}
