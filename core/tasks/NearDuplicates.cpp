#include "core/tasks/NearDuplicates.h"

#include "core/tasks/Splitter.h"

#include <QHash>
#include <QSet>
#include <array>

namespace metaspo {

namespace {

constexpr int bands = 10;
constexpr int rowsPerBand = 4;
constexpr int hashes = bands * rowsPerBand;
constexpr qsizetype leastWords = 8;
constexpr qsizetype comparedPerBucket = 8; ///< keeps the time linear where thousands share a bucket

using Shingles = QList<quint64>; ///< sorted, different

// splitmix64 (Steele, Lea, Flood 2014): spreads bits; fixed, so that every machine finds the same pairs.
quint64 mixed(quint64 value)
{
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

// FNV-1a over UTF-16 units.
quint64 wordHash(QStringView word)
{
    quint64 hash = 0xCBF29CE484222325ULL;
    for (const QChar character : word)
        hash = (hash ^ character.unicode()) * 0x100000001B3ULL;
    return hash;
}

Shingles shinglesOf(const QString& folded)
{
    const QList<QStringView> words = QStringView(folded).split(u' ', Qt::SkipEmptyParts);
    Shingles shingles;
    if (words.size() < leastWords)
        return shingles;
    for (qsizetype i = 0; i + 2 < words.size(); ++i)
        shingles.append(
            mixed(wordHash(words[i]) + mixed(wordHash(words[i + 1]) + mixed(wordHash(words[i + 2])))));
    std::sort(shingles.begin(), shingles.end());
    shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
    return shingles;
}

std::array<quint64, bands> bandKeys(const Shingles& shingles)
{
    std::array<quint64, bands> keys{};
    for (int hash = 0; hash < hashes; ++hash) {
        quint64 least = UINT64_MAX;
        const quint64 salt = mixed(static_cast<quint64>(hash));
        for (const quint64 shingle : shingles)
            least = std::min(least, mixed(shingle ^ salt));
        quint64& key = keys[static_cast<std::size_t>(hash / rowsPerBand)];
        key = mixed(key ^ least);
    }
    return keys;
}

bool areAlike(const Shingles& a, const Shingles& b)
{
    qsizetype common = 0;
    for (auto first = a.begin(), second = b.begin(); first != a.end() && second != b.end();) {
        if (*first == *second) {
            ++common;
            ++first;
            ++second;
        } else if (*first < *second) {
            ++first;
        } else {
            ++second;
        }
    }
    return 5 * common >= 4 * (a.size() + b.size() - common);
}

} // namespace

QList<NearDuplicate> nearDuplicatesAcrossSplits(const QList<Example>& examples)
{
    QList<QString> folded;
    QList<Shingles> shingles;
    for (const Example& example : examples) {
        folded.append(foldedQuestion(example.question));
        shingles.append(shinglesOf(folded.last()));
    }
    std::array<QHash<quint64, QList<qsizetype>>, bands> buckets;
    QSet<QPair<qsizetype, qsizetype>> seen;
    QList<NearDuplicate> found;
    for (qsizetype i = 0; i < examples.size(); ++i) {
        if (shingles[i].isEmpty())
            continue;
        const auto keys = bandKeys(shingles[i]);
        for (std::size_t band = 0; band < keys.size(); ++band) {
            QList<qsizetype>& bucket = buckets[band][keys[band]];
            for (const qsizetype other : bucket)
                if (examples[other].split != examples[i].split && folded[other] != folded[i] &&
                    !seen.contains({other, i})) {
                    seen.insert({other, i});
                    if (areAlike(shingles[other], shingles[i]))
                        found.append({examples[other].index, examples[i].index});
                }
            if (bucket.size() < comparedPerBucket)
                bucket.append(i);
        }
    }
    return found;
}

} // namespace metaspo
