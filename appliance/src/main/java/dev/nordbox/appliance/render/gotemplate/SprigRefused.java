package dev.nordbox.appliance.render.gotemplate;

import java.util.List;

/** Functions of Sprig that are refused by name, and why. */
final class SprigRefused {
    private SprigRefused() {}

    static void addTo(Functions.Table table) {
        String keys = "it makes a key or certificate, another one each time";
        for (String name :
                List.of(
                        "genPrivateKey",
                        "genCA",
                        "genCAWithKey",
                        "genSelfSignedCert",
                        "genSelfSignedCertWithKey",
                        "genSignedCert",
                        "genSignedCertWithKey")) {
            table.refuse(name, keys + "; make it once and seal it");
        }
        table.refuse("buildCustomCert", "a certificate belongs in a sealed value");
        String salted = "its result is salted, another one each time; seal the hash instead";
        table.refuse("bcrypt", salted);
        table.refuse("htpasswd", salted);
        table.refuse("derivePassword", "it takes a tenth of a second by design; seal the result");
        String sealed = "what it encrypts belongs in a sealed value";
        table.refuse("encryptAES", sealed);
        table.refuse("decryptAES", sealed);
    }
}
