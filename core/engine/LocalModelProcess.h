#pragma once

#include <QProcessEnvironment>
#include <QString>

namespace metaspo {

// What the child processes of the local model are started with.

/// The program that installs the local model; empty: it is not there.
QString localModelInstaller();
/// A port of the loopback interface that is free at the moment.
quint16 freePort();
/// Calls that the server takes at once: from cores and memory.
int slotsForThisMachine();
/// This program's, without anything that may be a secret.
QProcessEnvironment environmentWithoutKeys();

} // namespace metaspo
