#include "PublishedShapes.h"

namespace metaspo {

QByteArray repeated(const QByteArray& row, int count)
{
    QByteArray rows;
    for (int i = 0; i < count; ++i)
        rows += QByteArray(row).replace("%", QByteArray::number(i)) + '\n';
    return rows;
}

QByteArray reviews()
{
    QByteArray train, test;
    for (int i = 0; i < 90; ++i) {
        const QByteArray stars = QByteArray::number(1 + i % 5);
        (i % 3 ? train : test) += "{\"question\":\"title: Lamp " + QByteArray::number(i) +
                                  "\\ntext: It glows.\",\"answer\":" + stars + ",\"sentiment\":\"neutral\"},";
    }
    train.chop(1);
    test.chop(1);
    return "{\"train\":[" + train + "],\"test\":[" + test + "]}";
}

QByteArray medical()
{
    return repeated(
               R"({"question":"What carries air %?","opa":"Vein","opb":" Windpipe ","opc":"Nerve","opd":"Bone","cop":2,"subject_name":"Anatomy","id":"a%","exp":null})",
               60) +
           repeated(
               R"({"question":"What treats pain %?","opa":"Salt","opb":"Chalk","opc":"Soap","opd":"Ibuprofen","cop":4,"subject_name":"Drugs & Doses","id":"d%","exp":null})",
               60);
}

QByteArray hard(const QByteArray& suffix, const QByteArrayList& targets)
{
    QByteArrayList rows;
    for (int i = 0; i < 60; ++i)
        rows.append("{\"input\":\"Riddle " + QByteArray::number(i) + suffix + "\",\"target\":\"" +
                    targets[i % targets.size()] + "\"}");
    return "{\"canary\":\"none\",\"examples\":[" + rows.join(',') + "]}";
}

QByteArray hateTests()
{
    QByteArray rows = ",functionality,case_id,test_case,label_gold,target_ident\n";
    for (int i = 0; i < 60; ++i)
        rows += QByteArray::number(i) + ",f," + QByteArray::number(i) + ",\"Sentence, number " +
                QByteArray::number(i) + " \"," + (i % 3 ? "hateful" : "non-hateful") + ",us\n";
    return rows;
}

QByteArray statements()
{
    return repeated(
               R"({"label":1,"text":"Statement: The moon is cheese %.\nJob title: Mayor\nState: Ohio\nParty: none\nContext: a talk"})",
               30) +
           repeated(
               R"({"label":0,"text":"Statement: Water is wet %.\nJob title: \nState: \nParty: none\nContext: a talk"})",
               30);
}

QByteArray passages()
{
    QByteArray rows = "question,answer,passage,label\n";
    for (int i = 0; i < 60; ++i)
        rows += "is it number " + QByteArray::number(i) + "," +
                (i % 2 ? "True,\"It is, and always was.\",1\n" : "False,It is not.,0\n");
    return rows;
}

QByteArray openQuestions()
{
    return repeated(
        R"({"question":"who was number %","answers":["Ann %","A. %"],"ctxs":[{"title":"First","text":"Ann % was."},{"title":"","text":"So it was."}]})",
        60);
}

QList<Sample> samples()
{
    return {{"amazon-reviews", "reviews.json", reviews()},
            {"medmcqa", "exam.jsonl", medical()},
            {"big-bench-hard", "riddles.json", hard("?", {"(A)", "(B)"})},
            {"hatecheck", "tests.csv", hateTests()},
            {"liar", "statements.jsonl", statements()},
            {"boolq", "passages.csv", passages()},
            {"natural-questions", "open.jsonl", openQuestions()}};
}

} // namespace metaspo
