#include "core/engine/CallTag.h"

#include <atomic>

namespace metaspo {

quint64 nextCallTag()
{
    static std::atomic<quint64> last{0};
    return ++last;
}

} // namespace metaspo
