#pragma once

#include <QList>
#include <QStringView>
#include <array>
#include <utility>

namespace metaspo {

/// Random numbers of one decision: xoshiro256** (Blackman, Vigna 2018) seeded with SHA-256 of (seed, key). Fully
/// specified, so that the same decision draws the same on every machine and in any order of arrival.
class Draw
{
public:
    Draw(quint64 seed, QStringView key);

    quint64 next();
    /// In [0, bound), without bias; bound positive.
    qsizetype below(qsizetype bound);
    /// In [0, 1), 53 bits.
    double unit();

    template <typename T>
    void shuffle(QList<T>& list) // Fisher-Yates, from the end
    {
        for (qsizetype last = list.size() - 1; last > 0; --last)
            std::swap(list[last], list[below(last + 1)]);
    }

    /// `count` elements without replacement, in the order drawn; all, shuffled, if there are not more.
    template <typename T>
    QList<T> sample(QList<T> list, qsizetype count)
    {
        shuffle(list);
        if (list.size() > count)
            list.resize(count);
        return list;
    }

private:
    std::array<quint64, 4> m_state{};
};

} // namespace metaspo
