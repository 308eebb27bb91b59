// Comes first in every source of a thread sanitizer build.
//
// Before Qt writes into shared data (QString, QList, QHash ...) it asks whether it is the only owner, by a relaxed
// load of the count of owners. On processors that is enough, because a write never overtakes the load that decides
// on it, but the sanitizer holds it to the letter of the standard and takes the last read of a former owner for a
// race. Here the same load acquires; it costs nothing on x86 and changes nothing else.
#pragma once

#include <QtCore/qatomic.h>

#define loadRelaxed loadAcquire
#include <QtCore/qarraydata.h>
#include <QtCore/qrefcount.h>
#include <QtCore/qshareddata.h>
#undef loadRelaxed
