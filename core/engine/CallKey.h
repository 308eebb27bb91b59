#pragma once

#include "core/domain/Connection.h"
#include "core/optimize/Execution.h"

#include <QByteArray>

namespace metaspo {

/// The key of a call in its run: its position, never its content. An evaluation is
/// "wave system user task#example" ("2/outer 2/outer/4 1/inner/anatomy/2 anatomy#17"), an optimizer call
/// "candidate role" ("2/outer/4 rewrite-system-prompt"); repeats and re-asks add ".1", ".2".
QString callKey(const Step& wave, const EvaluationRequest& request);
QString callKey(const OptimizerRequest& request);

/// SHA-256 of all that decides an answer: the connection's identity, model, messages, parameters as the method meant
/// them, and which sample of several it is. Never address, port or key.
QByteArray requestDigest(const Connection& connection, const QList<Message>& messages,
                         const CallParameters& parameters, int sample = 0);

} // namespace metaspo
