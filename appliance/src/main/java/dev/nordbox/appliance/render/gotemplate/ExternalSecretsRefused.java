package dev.nordbox.appliance.render.gotemplate;

import java.util.List;

/** Functions that External Secrets adds to Sprig's, refused by name. */
final class ExternalSecretsRefused {
    private ExternalSecretsRefused() {}

    static void addTo(Functions.Table table) {
        for (String name :
                List.of(
                        "pkcs12key",
                        "pkcs12keyPass",
                        "pkcs12cert",
                        "pkcs12certPass",
                        "pemToPkcs12",
                        "pemToPkcs12Pass",
                        "fullPemToPkcs12",
                        "fullPemToPkcs12Pass",
                        "pemTruststoreToPKCS12",
                        "pemTruststoreToPKCS12Pass")) {
            table.refuse(
                    name, "keystores are not made or taken apart here; keep them in the store");
        }
        for (String name : List.of("filterPEM", "filterCertChain", "certSANs")) {
            table.refuse(
                    name, "certificates are not taken apart here; keep the parts in the store");
        }
        for (String name : List.of("jwkPublicKeyPem", "jwkPrivateKeyPem", "rsaDecrypt")) {
            table.refuse(name, "keys are not changed here; keep the PEM in the store");
        }
        table.refuse(
                "hexdec",
                "hexadecimal digits are not taken for bytes here; keep the value in Base64 and set"
                        + " decodingStrategy: Base64");
        for (String name : List.of("toYaml", "fromYaml")) {
            table.refuse(name, "YAML is not read in templates here; use toJson and fromJson");
        }
    }
}
