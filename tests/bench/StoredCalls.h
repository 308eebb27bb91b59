#pragma once

#include "core/store/CallRows.h"
#include "core/store/Store.h"

#include <QSemaphore>
#include <atomic>
#include <functional>
#include <future>

namespace metaspo {

/// Fills a project the way a run does: through the store's writer, every call sent, answered and graded.

/// The value, or the program ends with the error's sentence.
[[noreturn]] void giveUp(const Error& error);

template <typename T>
T valueOf(Result<T> result)
{
    if (!result)
        giveUp(result.error());
    return std::move(*result);
}

/// Waits for the writer.
template <typename T, typename Ask>
T written(Ask ask)
{
    std::promise<Result<T>> promise;
    ask([&promise](Result<T> result) { promise.set_value(std::move(result)); });
    return valueOf(promise.get_future().get());
}

/// A choice task of `examples` training examples.
Task benchmarkTask(const QString& name, const QString& domain, int examples);

/// Calls one after the other, `width` of them in flight; each step is committed before the next.
class StoredCalls
{
public:
    using PlaceOf = std::function<EvaluationPlace(int number)>;

    StoredCalls(Writer& writer, qint64 run, int calls, int width, PlaceOf placeOf);
    void store(); ///< returns when all is on disk

private:
    void next();
    void answer(qint64 id, int number, const EvaluationPlace& place);

    Writer& m_writer;
    qint64 m_run;
    int m_calls;
    int m_width;
    PlaceOf m_placeOf;
    QString m_text;
    std::atomic<int> m_next{0};
    QSemaphore m_ended;
};

} // namespace metaspo
