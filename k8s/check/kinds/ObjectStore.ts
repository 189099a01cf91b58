// The kind of CloudNativePG's Barman Cloud plugin, after api/v1/objectstore_types.go in the
// repository cloudnative-pg/plugin-barman-cloud (009a66e7827f); the configuration, which the two
// projects share, is taken from CloudNativePG's own models.
import { IComGithubCloudnativePgBarmanCloudPkgApiBarmanObjectStoreConfiguration as Configuration } from "@kubernetes-models/cloudnative-pg/github.com/cloudnative-pg/barman-cloud/pkg/api/BarmanObjectStoreConfiguration";
import { IObjectMeta } from "@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta";
import { IResourceRequirements } from "kubernetes-models/v1/ResourceRequirements";
import { IEnvVar } from "kubernetes-models/v1/EnvVar";

export interface IObjectStore {
    apiVersion: "barmancloud.cnpg.io/v1";
    kind: "ObjectStore";
    metadata: IObjectMeta;
    spec: {
        configuration: Configuration;
        retentionPolicy?: `${number}${"d" | "w" | "m"}`;
        instanceSidecarConfiguration?: {
            env?: IEnvVar[];
            resources?: IResourceRequirements;
            retentionPolicyIntervalSeconds?: number;
        };
    };
}
