package dev.nordbox.installer.profile;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody answers for about the provider of a host, in writing and signed.
 *
 * @param organisation who runs the host, as the registry of addresses has it
 * @param country where that is registered
 * @param owner who owns it in the end; the same, where nobody does
 * @param ownerCountry whose law that is under
 * @param city where the machine stands
 * @param siteCountry the same
 * @param support countries that people with access work in
 * @param subProcessors the provider's own, to the country of each
 * @param agreement when the data processing agreement was made
 * @param addresses networks that the provider gave the host its addresses from
 * @param expires last day; at most twelve months after {@code issued}
 * @param proof what makes it more than a text
 */
public record Attestation(
        String organisation,
        String country,
        String owner,
        String ownerCountry,
        String city,
        String siteCountry,
        List<String> support,
        Map<String, String> subProcessors,
        Optional<LocalDate> agreement,
        List<String> addresses,
        LocalDate issued,
        LocalDate expires,
        Proof proof) {

    public Attestation {
        support = List.copyOf(support);
        subProcessors = Map.copyOf(subProcessors);
        addresses = List.copyOf(addresses);
    }

    private static final int LABEL_LIMIT = 63;

    /** What a signature of one is for: {@code ssh-keygen -Y sign -n nordbox-attestation}. */
    public static final String NAMESPACE = "nordbox-attestation";

    /**
     * @param file name of the text, for people
     * @param text as it was read, to the byte
     * @param signature armoured, from the file beside it; empty when there is none
     */
    public record Proof(String file, String text, Optional<String> signature) {}

    /** Name of the label that says where a node stands; kubelets may not write it. */
    public static final String LABEL = "node-restriction.kubernetes.io/nordbox-location";

    /** {@code no-tromso}: country and city as a label's value takes them. */
    public String label() {
        String plain =
                Normalizer.normalize(city.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .replace("ø", "o")
                        .replace("æ", "ae")
                        .replace("ð", "d")
                        .replace("þ", "th")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        String label = siteCountry.toLowerCase(Locale.ROOT) + (plain.isEmpty() ? "" : "-" + plain);
        return label.length() <= LABEL_LIMIT
                ? label
                : label.substring(0, LABEL_LIMIT).replaceAll("-$", "");
    }

    /** Every country that is said, with what it is said of. */
    public List<String> countriesOutside(List<String> allowed) {
        List<String> outside = new ArrayList<>();
        add(outside, allowed, organisation, country);
        add(outside, allowed, "its owner " + owner, ownerCountry);
        add(outside, allowed, "the site", siteCountry);
        support.forEach(each -> add(outside, allowed, "support", each));
        subProcessors.forEach((name, each) -> add(outside, allowed, name, each));
        return outside;
    }

    private static void add(List<String> outside, List<String> allowed, String who, String where) {
        if (!allowed.contains(where)) {
            outside.add(who + " is in " + where);
        }
    }
}
