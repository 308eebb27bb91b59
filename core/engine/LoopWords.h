#pragma once

#include "core/domain/Step.h"

namespace metaspo {

/// "The outer loop of iteration 2"; of the start and the test what they do.
QString loopWords(const Step& loop);
/// The same with what it is for, for the person who waits in front of it.
QString loopPurpose(const Step& loop);

} // namespace metaspo
