#include "core/store/read/Reads.h"

namespace metaspo {

QMap<QString, QByteArray> readTemplates(Database& database, qint64 run)
{
    QMap<QString, QByteArray> templates;
    Query query(database, "SELECT name, content FROM run_template JOIN text USING (text_id) WHERE run_id = ?");
    query.bind(run);
    while (query.next()) {
        const QString name = query.text();
        templates.insert(name, query.utf8());
    }
    return templates;
}

QList<StoredTemplate> readAllTemplates(Database& database)
{
    QList<StoredTemplate> templates;
    qint64 lastText = -1;
    Query query(database, "SELECT name, text_id, run_id FROM run_template ORDER BY name, text_id, run_id");
    while (query.next()) {
        const QString name = query.text();
        const qint64 text = query.number();
        if (templates.isEmpty() || templates.last().name != name || text != lastText) {
            Query content(database, "SELECT content FROM text WHERE text_id = ?");
            content.bind(text).next();
            templates << StoredTemplate{name, content.utf8(), {}};
        }
        lastText = text;
        templates.last().runs << query.number();
    }
    return templates;
}

} // namespace metaspo
