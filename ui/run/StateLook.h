#pragma once

#include "core/domain/Candidate.h"
#include "core/domain/RunRecord.h"
#include "ui/kit/Theme.h"

namespace metaspo {

struct RunSituation;

/// How states look: a tone beside a glyph or word, never alone.
Tone toneOf(CandidateState state);
QColor colourOf(CandidateState state, const QPalette& palette);

QString stateText(RunState state);
QString stateText(const RunSituation& situation); ///< also what is asked for and under way: starting, pausing
QString stateGlyph(RunState state);
Tone toneOf(RunState state);

/// A filled dot around the point, as debuggers mark where they stop.
void paintBreakpoint(QPainter& painter, const QPointF& centre, const QPalette& palette);

/// The text with its glyph on a faint rounded ground; returns the width taken.
int paintChip(QPainter* painter, const QPointF& leftTop, const QString& text, Tone tone, const QPalette& palette);
QSize chipSize(const QFontMetrics& metrics, const QString& text);

} // namespace metaspo
