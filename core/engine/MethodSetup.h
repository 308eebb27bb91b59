#pragma once

#include "core/engine/Ancestors.h"
#include "core/optimize/MethodInput.h"
#include "core/store/StoreRows.h"

#include "core/domain/CallPlan.h"
#include "core/domain/Error.h"

namespace metaspo {

/// What the method of a stored run is given: its settings, drawn examples, templates, and what holds before its fork.
/// Throws RunInterrupted on a template that cannot be read (method's thread).
MethodInput methodInput(const RunSetup& setup, const QList<Ancestor>& ancestors = {});

/// The calls of a stored run, from its settings and drawn examples.
CallPlan planOf(const RunSetup& setup);
CallPlan planOf(const RunSettings& settings, const QList<Task>& drawnTasks, const EvaluateInput& evaluate);

QByteArray evaluateJson(const EvaluateInput& evaluate);
EvaluateInput evaluateFromJson(const QByteArray& json);

Result<OptimizerTemplates> parsedTemplates(const QMap<QString, QByteArray>& texts);

} // namespace metaspo
