#pragma once

class QCoreApplication;

namespace metaspo {

/// Installs the catalogue of the program's language; today English, whose plural forms stand in a catalogue. Once, in
/// main, before any widget.
void installLanguage(QCoreApplication& application);

} // namespace metaspo
