package dev.nordbox.installer.store.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** An element of what a store answers. Namespaces do not count: stores differ in them. */
final class S3Answer {
    private static final ErrorHandler NOBODY =
            new ErrorHandler() {
                @Override
                public void warning(SAXParseException e) {}

                @Override
                public void error(SAXParseException e) throws SAXException {
                    throw e;
                }

                @Override
                public void fatalError(SAXParseException e) throws SAXException {
                    throw e;
                }
            };

    private final Element element;

    private S3Answer(Element element) {
        this.element = element;
    }

    /**
     * @throws IOException when it is no XML
     */
    static S3Answer parse(byte[] text) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(NOBODY); // it prints otherwise
            return new S3Answer(builder.parse(new ByteArrayInputStream(text)).getDocumentElement());
        } catch (SAXException e) {
            throw new IOException("the store's answer cannot be read", e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return element.getLocalName();
    }

    /** Of a child, {@code ""} without it. */
    String text(String name) {
        return all(name).stream()
                .findFirst()
                .map(child -> child.element.getTextContent())
                .orElse("");
    }

    /** The same, empty when there is nothing in it. */
    Optional<String> said(String name) {
        return Optional.of(text(name)).filter(text -> !text.isEmpty());
    }

    /** Its children of that name. */
    List<S3Answer> all(String name) {
        List<S3Answer> found = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && name.equals(child.getLocalName())) {
                found.add(new S3Answer(child));
            }
        }
        return found;
    }
}
