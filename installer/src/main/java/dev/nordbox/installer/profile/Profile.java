package dev.nordbox.installer.profile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A profile as it holds for one box: with its country's overlay and the user's own words.
 *
 * @param name {@code nordic}
 * @param country {@code NO}
 * @param controls by id
 * @param unenforced controls whose steps stay away: somebody brings them about by other means
 * @param manifests names of its admission policies' templates, {@code images.yaml}
 */
public record Profile(
        String name,
        Optional<String> country,
        String version,
        String title,
        Parameters parameters,
        List<Control> controls,
        List<Waiver> waivers,
        Set<String> unenforced,
        List<String> manifests) {

    public Profile {
        controls = List.copyOf(controls);
        waivers = List.copyOf(waivers);
        unenforced = Set.copyOf(unenforced);
        manifests = List.copyOf(manifests);
    }

    /** As {@code --profile} takes it: {@code nordic/no}. */
    public String id() {
        return name + country.map(code -> "/" + code.toLowerCase(Locale.ROOT)).orElse("");
    }

    public Optional<Control> control(String id) {
        return controls.stream().filter(control -> control.id().equals(id)).findFirst();
    }

    /**
     * Whether the steps of a control are to do something: nobody waived it, nobody does it else.
     */
    public boolean enforces(String control) {
        return waiver(control).isEmpty() && !unenforced.contains(control);
    }

    public Optional<Waiver> waiver(String control) {
        return waivers.stream().filter(waiver -> waiver.control().equals(control)).findFirst();
    }
}
