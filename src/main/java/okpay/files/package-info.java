/// Files people send: taken for what is in them and not for what they are called, pictures drawn
/// anew, looked at by a virus scanner where one is named, and never shown as a page of ours.
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "id", "identity", "qr"})
package okpay.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
